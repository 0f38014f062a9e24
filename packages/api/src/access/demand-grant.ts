import { may, mayGrant, mayManage } from "@getu/domain";
import type { GrantPlace, Role } from "@getu/domain";
import { findGrant, listHeldBy, recordAudit } from "@getu/store";
import type { HeldBy } from "@getu/store";
import type { Context } from "../context.ts";
import { toTrpcError } from "../failure.ts";
import { actorOf } from "./actor.ts";

/** What was reached for; a territory is named where it is one's. */
type Reached = { territoryId?: number | null } & Record<string, string | number | null>;

/** Logs that somebody reached for more than is theirs, and refuses it. */
async function refuse(ctx: Context, { territoryId = null, ...facts }: Reached): Promise<never> {
  await recordAudit(ctx.db, { ...actorOf(ctx), action: "refused", territoryId, facts });
  throw toTrpcError({ code: "GRANT_NOT_PERMITTED" });
}

/** Throws unless the caller may give this role there: not above their own, not outside their scope. */
export async function demandGrant(ctx: Context, wanted: GrantPlace & { role: Role }): Promise<void> {
  const grant = await findGrant(ctx.db, wanted);
  if (grant && mayGrant(ctx.viewer, grant)) return;
  const { role, territoryId, gridId } = wanted;
  // To one who may not give it, a grid elsewhere and a grid that is not there are the same.
  await refuse(ctx, { what: "grant", role, territoryId, gridId });
}

/** True for the caller's own account. */
const isOneself = ({ viewer: { caller } }: Context, personId: string): boolean =>
  caller.kind === "person" && caller.id === personId;

/** True when the caller may take this role away: not above their own, not outside their scope, and nobody their own. */
export const mayTake = (ctx: Context, { personId, grant }: HeldBy): boolean =>
  !isOneself(ctx, personId) && mayGrant(ctx.viewer, grant);

type GivenGrant = GrantPlace & { id: number; personId: string; role: Role };

/** Throws unless the caller may take away this role. */
export async function demandTake(ctx: Context, wanted: GivenGrant): Promise<void> {
  const { id, personId, role, territoryId, gridId } = wanted;
  if (isOneself(ctx, personId)) await refuse(ctx, { what: "own grant", grant: id });
  const held = (await listHeldBy(ctx.db, [personId])).find((each) => each.id === id);
  if (!held || !mayTake(ctx, held)) await refuse(ctx, { what: "grant", role, territoryId, gridId });
}

/** True when the caller may close the account: everything that somebody else holds is theirs to take away. */
export const mayManageAccount = (ctx: Context, personId: string, held: readonly HeldBy[]): boolean =>
  may(ctx.viewer, "person.manage") &&
  !isOneself(ctx, personId) &&
  mayManage(
    ctx.viewer,
    held.map(({ grant }) => grant),
  );

/** Throws unless the account is the caller's to close: nobody locks themselves out. */
export async function demandManage(ctx: Context, personId: string): Promise<void> {
  if (isOneself(ctx, personId)) await refuse(ctx, { what: "own account" });
  const held = await listHeldBy(ctx.db, [personId]);
  if (!mayManageAccount(ctx, personId, held)) await refuse(ctx, { what: "account", person: personId });
}
