import { accountIdSchema, grantPlaceSchema, personRoleSchema } from "@getu/domain";
import {
  appendAudit,
  findGivenGrant,
  findPerson,
  insertGrant,
  inTransaction,
  revokeGrant,
} from "@getu/store";
import { z } from "zod";
import { toTrpcError } from "../failure.ts";
import { procedure, router } from "../procedure.ts";
import { actorOf, nameOfCaller } from "./actor.ts";
import { demandGrant, demandTake } from "./demand-grant.ts";

/** Gives somebody a role at a place. */
const give = procedure("grant.give")
  .input(
    z.strictObject({
      personId: accountIdSchema,
      role: personRoleSchema,
      place: grantPlaceSchema,
    }),
  )
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { personId, role, place } }) => {
    await demandGrant(ctx, { role, ...place });
    if (!(await findPerson(ctx.db, personId))) throw toTrpcError({ code: "PERSON_NOT_FOUND" });
    await inTransaction(ctx.db, async (tx) => {
      const { territoryId, gridId } = place;
      const isNew = await insertGrant(tx, {
        personId,
        role,
        ...place,
        grantedBy: nameOfCaller(ctx.viewer.caller),
      });
      if (!isNew) throw toTrpcError({ code: "GRANT_HELD_ALREADY" });
      const subject = `person:${personId}`;
      await appendAudit(tx, {
        ...actorOf(ctx),
        action: "grant.given",
        subject,
        territoryId,
        facts: { role, gridId },
      });
    });
    return {};
  });

/** Takes a role away, at once: open screens of whoever held it end within seconds. */
const revoke = procedure("grant.give")
  .input(z.strictObject({ grantId: z.int32().positive() }))
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { grantId } }) => {
    const grant = await findGivenGrant(ctx.db, grantId);
    // One that is not there answers as one that is not the caller's to take.
    if (!grant) throw toTrpcError({ code: "GRANT_NOT_PERMITTED" });
    await demandTake(ctx, { id: grantId, ...grant });
    const { personId, role, territoryId, gridId } = grant;
    await inTransaction(ctx.db, async (tx) => {
      const isOver = await revokeGrant(tx, { id: grantId, revokedBy: nameOfCaller(ctx.viewer.caller) });
      if (!isOver) throw toTrpcError({ code: "GRANT_NOT_FOUND" });
      const subject = `person:${personId}`;
      await appendAudit(tx, {
        ...actorOf(ctx),
        action: "grant.revoked",
        subject,
        territoryId,
        facts: { role, gridId },
      });
    });
    return {};
  });

/** Who may do what, and where. */
export const grantRouter = router({ give, revoke });
