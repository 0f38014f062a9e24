import { mayGrant, mayManage } from "@getu/domain";
import type { Grant, GrantPlace, Person, Role } from "@getu/domain";
import { findGrant, recordAudit } from "@getu/store";
import type { Context } from "../context.ts";
import { toTrpcError } from "../failure.ts";
import { actorOf } from "./actor.ts";

/** What was reached for; a territory is named where it is one's. */
type Reached = { territoryId?: number | null } & Record<string, string | number | null>;

/** Logs that somebody reached for more than is theirs, and refuses it. */
export async function refuse(ctx: Context, { territoryId = null, ...facts }: Reached): Promise<never> {
  await recordAudit(ctx.db, { ...actorOf(ctx), action: "refused", territoryId, facts });
  throw toTrpcError({ code: "GRANT_NOT_PERMITTED" });
}

/** Throws unless the caller may give or take away this role there: not above their own, not outside their scope. */
export async function demandGrant(ctx: Context, wanted: GrantPlace & { role: Role }): Promise<void> {
  const grant = await findGrant(ctx.db, wanted);
  if (grant && mayGrant(ctx.viewer, grant)) return;
  const { role, territoryId, gridId } = wanted;
  // To one who may not give it, a grid elsewhere and a grid that is not there are the same.
  await refuse(ctx, { what: "grant", role, territoryId, gridId });
}

/** True for the caller's own account. */
export const isOneself = ({ viewer: { caller } }: Context, personId: string): boolean =>
  caller.kind === "person" && caller.id === personId;

/** A grid that is not there any more takes the whole territory to manage whoever holds it. */
const toGrant = async (ctx: Context, held: GrantPlace & { role: Role }): Promise<Grant> =>
  (await findGrant(ctx.db, held)) ?? {
    role: held.role,
    territoryId: held.territoryId ?? "all",
    gridPath: "",
  };

/** Throws unless everything that somebody else holds is the caller's to take away: nobody locks themselves out. */
export async function demandManage(ctx: Context, { id, grants }: Person): Promise<void> {
  if (isOneself(ctx, id)) await refuse(ctx, { what: "own account" });
  const held = await Promise.all(grants.map((grant) => toGrant(ctx, grant)));
  if (!mayManage(ctx.viewer, held)) await refuse(ctx, { what: "account", person: id });
}
