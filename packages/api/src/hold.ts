import { reasonSchema } from "@getu/domain";
import { appendAudit, holdIncident, inTransaction, liftHold } from "@getu/store";
import { z } from "zod";
import { actorOf } from "./access/actor.ts";
import { toTrpcError } from "./failure.ts";
import { demandReach } from "./incident-actor.ts";
import { incidentIdSchema } from "./incident-key.ts";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

const ACTS = {
  "hold.set": { act: holdIncident, refused: "INCIDENT_HELD_ALREADY" },
  "hold.lifted": { act: liftHold, refused: "INCIDENT_NOT_HELD" },
} as const;

const change = (action: keyof typeof ACTS) =>
  territoryProcedure("incident.hold")
    .input(territoryInputSchema.extend({ incidentId: incidentIdSchema, reason: reasonSchema }))
    .output(z.strictObject({}))
    .mutation(async ({ ctx, input: { territoryId, incidentId, reason } }) => {
      const { act, refused } = ACTS[action];
      await demandReach(ctx, "incident.hold", { territoryId, id: incidentId });
      await inTransaction(ctx.db, async (tx) => {
        if (!(await act(tx, { territoryId, incidentId }))) throw toTrpcError({ code: refused, incidentId });
        const subject = `incident:${incidentId}`;
        await appendAudit(tx, { ...actorOf(ctx), action, subject, territoryId, reason });
      });
      return {};
    });

/** Holds on incidents: what retention would take of one stays until the hold is lifted; both say why. */
export const holdRouter = router({ set: change("hold.set"), lift: change("hold.lifted") });
