import {
  ACTIONS,
  classificationSchema,
  dutySchema,
  incidentSchema,
  photoIdSchema,
  stepSchema,
  writtenSchema,
} from "@getu/domain";
import { fileReport, previewAction, reportSchema, takeAction } from "@getu/store";
import { z } from "zod";
import { toTrpcError } from "./failure.ts";
import { actorsOf, demandReach, reporterOf } from "./incident-actor.ts";
import { incidentIdSchema, keySchema } from "./incident-key.ts";
import { claimedTime, pastTime } from "./past-time.ts";
import { territoryInputSchema, territoryProcedure, timeSchema } from "./procedure.ts";

const textSchema = writtenSchema.min(1).max(2000);

/** Takes a report: the viewer owns it until another accepts it; who may files and assigns it in the same moment. */
export const report = territoryProcedure("incident.report")
  .input(
    territoryInputSchema.extend({
      idempotencyKey: keySchema,
      report: reportSchema.extend({
        ...classificationSchema.shape,
        summary: textSchema,
        occurredAt: timeSchema,
        externalId: keySchema.nullable(),
      }),
    }),
  )
  .output(incidentSchema)
  .mutation(async ({ ctx, input }) => {
    const occurredAt = await pastTime(ctx.db, input.report.occurredAt);
    const given = { ...input, report: { ...input.report, occurredAt } };
    const actor = reporterOf(ctx.viewer, input.territoryId, input.report.channel);
    const filed = await fileReport(ctx.db, { ...given, actor, rulebook: ctx });
    if ("refusal" in filed) throw toTrpcError(filed.refusal);
    return filed.incident;
  });

/** What of an action decides where it leads; none of it is anybody's words. */
const courseSchema = territoryInputSchema.extend({
  id: incidentIdSchema,
  action: z.enum(ACTIONS),
  assignee: dutySchema.optional(),
  until: timeSchema.optional(),
  classification: classificationSchema.optional(),
});

/** As many as a form of the desk takes along. */
const MOST_PHOTOS = 12;

/** Takes an action of the lifecycle; what it needs and who may is said by the table of the domain. */
export const act = territoryProcedure("incident.act")
  .input(
    courseSchema.extend({
      idempotencyKey: keySchema,
      reason: textSchema.optional(),
      text: textSchema.optional(),
      duplicateOf: incidentIdSchema.optional(),
      photoIds: z.array(photoIdSchema).max(MOST_PHOTOS).optional(),
      /** When it was done, where that was before it is sent; kept beside the moment it is taken down. */
      doneAt: timeSchema.optional(),
      /** How many steps the sender has seen: what was decided on an older history is refused. */
      seenSteps: z.int().positive().optional(),
    }),
  )
  .output(incidentSchema)
  .mutation(async ({ ctx, input }) => {
    const { territoryId, id, idempotencyKey, photoIds, seenSteps, until, doneAt, ...command } = input;
    await demandReach(ctx, "incident.act", input);
    const claimed = await claimedTime(ctx.db, doneAt);
    const taken = await takeAction(ctx.db, {
      territoryId,
      incidentId: id,
      command: { ...command, until: timeOf(until), doneAt: claimed },
      actors: actorsOf(ctx.viewer, "incident.act", territoryId),
      rulebook: ctx,
      idempotencyKey,
      photoIds,
      seenSteps,
    });
    if ("refusal" in taken) throw toTrpcError(taken.refusal);
    return taken.incident;
  });

const timeOf = (iso: string | undefined): Date | undefined => (iso === undefined ? undefined : new Date(iso));

/** Words that the one who asks has not written yet. */
const UNWRITTEN = { reason: "…", text: "…" };

/** The step that an action would leave if it were taken now: who would answer, and until when. Nothing is done. */
export const preview = territoryProcedure("incident.act")
  .input(courseSchema)
  .output(stepSchema)
  .query(async ({ ctx, input: { territoryId, id, until, ...command } }) => {
    await demandReach(ctx, "incident.act", { territoryId, id });
    const seen = await previewAction(ctx.db, {
      territoryId,
      incidentId: id,
      command: { ...command, ...UNWRITTEN, until: timeOf(until) },
      actors: actorsOf(ctx.viewer, "incident.act", territoryId),
      rulebook: ctx,
    });
    if ("refusal" in seen) throw toTrpcError(seen.refusal);
    return seen.step;
  });
