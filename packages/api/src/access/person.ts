import {
  accountIdSchema,
  grantPlaceSchema,
  listedPersonSchema,
  personRoleSchema,
  reachOf,
  reasonSchema,
} from "@getu/domain";
import type { HeldGrant, ListedPerson, Person } from "@getu/domain";
import {
  appendAudit,
  createSecretToken,
  findPerson,
  insertInvitation,
  inTransaction,
  listFormerHolders,
  listHeldBy,
  listPersons,
  removeSecondFactor,
  setDisabled,
} from "@getu/store";
import type { HeldBy } from "@getu/store";
import { z } from "zod";
import type { Context } from "../context.ts";
import { toTrpcError } from "../failure.ts";
import { procedure, router } from "../procedure.ts";
import { actorOf, nameOfCaller } from "./actor.ts";
import { demandGrant, demandManage, mayManageAccount, mayTake } from "./demand-grant.ts";

const INVITATION_MS = 7 * 24 * 3_600_000;

const personIdSchema = z.strictObject({ personId: accountIdSchema });
const done = z.strictObject({});

/** Somebody as they are found, with what they held last where they hold nothing any more. */
type Found = { person: Person; last: HeldGrant | null };

/** Everybody with a role in the caller's reach, and those whose last role was in what the caller administers. */
async function listFound({ db, viewer }: Context): Promise<Found[]> {
  const [persons, former] = await Promise.all([
    listPersons(db, reachOf(viewer, "person.read")),
    listFormerHolders(db, reachOf(viewer, "person.manage")),
  ]);
  const lastOf = new Map(former.map(({ person, last }) => [person.id, last]));
  const known = new Set(persons.map(({ id }) => id));
  const found = persons.map((person) => ({ person, last: lastOf.get(person.id) ?? null }));
  return [...found, ...former.filter(({ person }) => !known.has(person.id))];
}

function toListed(ctx: Context, { person, last }: Found, held: readonly HeldBy[]): ListedPerson {
  const takeable = new Set(held.filter((each) => mayTake(ctx, each)).map(({ id }) => id));
  return {
    ...person,
    mayManage: mayManageAccount(ctx, person.id, held),
    grants: person.grants.map((grant) => ({ ...grant, mayTake: takeable.has(grant.id) })),
    lastGrant: last,
  };
}

/**
 * Everybody who holds a role in the caller's reach, with the roles that lie in it and what may be done about them; and
 * whoever lost the last one there, for administrators.
 */
const list = procedure("person.read")
  .input(z.strictObject({}).optional())
  .output(z.array(listedPersonSchema))
  .query(async ({ ctx }) => {
    const found = await listFound(ctx);
    const ids = found.map(({ person }) => person.id);
    const heldBy = Map.groupBy(await listHeldBy(ctx.db, ids), ({ personId }) => personId);
    return found.map((each) => toListed(ctx, each, heldBy.get(each.person.id) ?? []));
  });

/** A link that makes one account with this role, once, within a week; the token is shown now and never again. */
const invite = procedure("grant.give")
  .input(z.strictObject({ role: personRoleSchema, place: grantPlaceSchema }))
  .output(z.strictObject({ token: z.string(), expiresAt: z.iso.datetime() }))
  .mutation(async ({ ctx, input: { role, place } }) => {
    await demandGrant(ctx, { role, ...place });
    const { token, tokenHash } = createSecretToken();
    const expiresAt = await inTransaction(ctx.db, async (tx) => {
      const { territoryId, gridId } = place;
      await appendAudit(tx, {
        ...actorOf(ctx),
        action: "person.invited",
        territoryId,
        facts: { role, gridId },
      });
      const createdBy = nameOfCaller(ctx.viewer.caller);
      return insertInvitation(tx, { role, ...place, tokenHash, createdBy, validMs: INVITATION_MS });
    });
    return { token, expiresAt: expiresAt.toISOString() };
  });

/** Throws unless somebody is there whom the caller may manage; alike for one who is not there. */
async function demandManaged(ctx: Context, personId: string): Promise<void> {
  if (!(await findPerson(ctx.db, personId))) throw toTrpcError({ code: "GRANT_NOT_PERMITTED" });
  await demandManage(ctx, personId);
}

const setAccount = (to: "disabled" | "enabled") =>
  procedure("person.manage")
    .input(personIdSchema)
    .output(done)
    .mutation(async ({ ctx, input: { personId } }) => {
      await demandManaged(ctx, personId);
      await inTransaction(ctx.db, async (tx) => {
        if (!(await setDisabled(tx, { personId, to }))) return;
        await appendAudit(tx, { ...actorOf(ctx), action: `person.${to}`, subject: `person:${personId}` });
      });
      return {};
    });

/** Takes the second factor off somebody who has lost the telephone, and ends their sign-ins. */
const resetSecondFactor = procedure("person.manage")
  .input(personIdSchema.extend({ reason: reasonSchema }))
  .output(done)
  .mutation(async ({ ctx, input: { personId, reason } }) => {
    await demandManaged(ctx, personId);
    await inTransaction(ctx.db, async (tx) => {
      await removeSecondFactor(tx, personId);
      const subject = `person:${personId}`;
      await appendAudit(tx, { ...actorOf(ctx), action: "second-factor.reset", subject, reason });
    });
    return {};
  });

/** People with accounts. */
export const personRouter = router({
  list,
  invite,
  disable: setAccount("disabled"),
  enable: setAccount("enabled"),
  resetSecondFactor,
});
