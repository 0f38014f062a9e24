import { maskContact, writtenSchema } from "@getu/domain";
import { appendAudit, findContact, inTransaction } from "@getu/store";
import { z } from "zod";
import { actorOf } from "./access/actor.ts";
import { demandReach } from "./incident-actor.ts";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

const reasonSchema = writtenSchema.min(2).max(500);

/**
 * How the reporter of an incident can be reached, for who handles it and says why; that none is known is said only of
 * what is theirs. Each look leaves a row in the audit log, also one that finds nothing: so it is a mutation, and a page
 * that is loaded again does not look again.
 */
const read = territoryProcedure("contact.read")
  .input(territoryInputSchema.extend({ incidentId: z.int().positive(), reason: reasonSchema }))
  .output(z.strictObject({ contact: z.string().nullable() }))
  .mutation(async ({ ctx, input: { territoryId, incidentId, reason } }) => {
    const contact = await inTransaction(ctx.db, async (tx) => {
      const found = await findContact(tx, { ...ctx.scope, incidentId });
      const subject = `incident:${incidentId}`;
      const facts = { isFound: found !== null };
      await appendAudit(tx, { ...actorOf(ctx), action: "contact.read", subject, territoryId, facts, reason });
      return found;
    });
    if (contact === null) await demandReach(ctx, "contact.read", { territoryId, id: incidentId });
    return { contact };
  });

/** The same with the most of it struck out, to know that there is one and which; null = none is known. */
const masked = territoryProcedure("contact.read")
  .input(territoryInputSchema.extend({ incidentId: z.int().positive() }))
  .output(z.strictObject({ contact: z.string().nullable() }))
  .query(async ({ ctx, input: { territoryId, incidentId } }) => {
    const contact = await inTransaction(ctx.db, (tx) => findContact(tx, { ...ctx.scope, incidentId }));
    if (contact === null) await demandReach(ctx, "contact.read", { territoryId, id: incidentId });
    return { contact: contact && maskContact(contact) };
  });

/** Contacts of reporters. */
export const contactRouter = router({ read, masked });
