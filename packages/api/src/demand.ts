import { ANSWERED_FOR, may } from "@getu/domain";
import type { Ground, Permission, Viewer } from "@getu/domain";
import { recordAudit } from "@getu/store";
import { actorOf } from "./access/actor.ts";
import type { Context } from "./context.ts";
import { toTrpcError } from "./failure.ts";

/** Throws unless the viewer has the permission there; whoever is unknown is told to sign in, whatever there is. */
export function demand(viewer: Viewer, permission: Permission, ground?: Ground): void {
  if (may(viewer, permission, ground)) return;
  const isKnown = viewer.caller.kind !== "nobody";
  throw toTrpcError(isKnown ? { code: "NOT_PERMITTED", permission } : { code: "SIGN_IN_NEEDED" });
}

const ANSWERED: ReadonlySet<Permission> = new Set(ANSWERED_FOR);

/** The same for an act: somebody known who reaches in vain for what has to be answered for leaves a row as well. */
export async function demandToAct(ctx: Context, permission: Permission, ground?: Ground): Promise<void> {
  const { viewer, db } = ctx;
  if (ANSWERED.has(permission) && viewer.caller.kind !== "nobody" && !may(viewer, permission, ground)) {
    const territoryId = ground?.territoryId ?? null;
    await recordAudit(db, { ...actorOf(ctx), action: "refused", territoryId, facts: { permission } });
  }
  demand(viewer, permission, ground);
}
