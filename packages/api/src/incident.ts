import { incidentSchema, SEVERITIES } from "@getu/domain";
import { databaseNow, findIncident, listIncidents } from "@getu/store";
import { z } from "zod";
import { incidentNotFound } from "./incident-actor.ts";
import { explainDeadlineOf, history } from "./incident-history.ts";
import { incidentIdSchema } from "./incident-key.ts";
import { act, preview, report } from "./incident-loop.ts";
import { assignMany, queue, queueCounts } from "./incident-queue.ts";
import { idSchema, router, territoryInputSchema, territoryProcedure, timeSchema } from "./procedure.ts";

/** As many as a wall marks: it asks once, for pages come one after the other, each behind a picture that is being drawn. */
const MOST_INCIDENTS = 2_000;

const listInputSchema = territoryInputSchema.extend({
  open: z.boolean().optional(),
  severity: z.enum(SEVERITIES).optional(),
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  gridId: idSchema.optional(),
  limit: z.int().min(1).max(MOST_INCIDENTS),
  before: incidentIdSchema.optional(),
});

/** Incidents, newest first, with the time of the database before they were read. */
const list = territoryProcedure("incident.read")
  .input(listInputSchema)
  .output(z.strictObject({ incidents: z.array(incidentSchema), asOf: z.iso.datetime() }))
  .query(async ({ ctx, input }) => {
    const asOf = await databaseNow(ctx.db);
    return { incidents: await listIncidents(ctx.db, { ...input, ...ctx.scope }), asOf: asOf.toISOString() };
  });

/** One incident. */
const get = territoryProcedure("incident.read")
  .input(territoryInputSchema.extend({ id: incidentIdSchema }))
  .output(incidentSchema)
  .query(async ({ ctx, input: { territoryId, id } }) => {
    const incident = await findIncident(ctx.db, { ...ctx.scope, id });
    if (!incident) throw incidentNotFound({ territoryId, id });
    return incident;
  });

/** Incidents as screens see them. */
export const incidentRouter = router({
  list,
  get,
  report,
  act,
  preview,
  history,
  explainDeadline: explainDeadlineOf,
  queue,
  queueCounts,
  assignMany,
});
