import {
  canOrder,
  dutySchema,
  QUEUE_ORDERS,
  queueCountSchema,
  queueCursorSchema,
  queueFilterSchema,
  queuePageSchema,
  QUEUES,
} from "@getu/domain";
import { assignMany as assignEach, countQueue, readQueue } from "@getu/store";
import { z } from "zod";
import type { Failure } from "./failure.ts";
import { actorsOf } from "./incident-actor.ts";
import { incidentIdSchema, keySchema } from "./incident-key.ts";
import { territoryInputSchema, territoryProcedure } from "./procedure.ts";

const MOST_ENTRIES = 100;
const MOST_ASSIGNED = 200;

const queueInputSchema = territoryInputSchema
  .extend({
    queue: z.enum(QUEUES),
    order: z.enum(QUEUE_ORDERS),
    filter: queueFilterSchema,
    limit: z.int().min(1).max(MOST_ENTRIES),
    after: queueCursorSchema.optional(),
  })
  .refine(({ queue, order, filter }) => canOrder(queue, order, filter), {
    path: ["order"],
    message: "this queue has no such order",
  });

/** One page of a queue of the desk. */
export const queue = territoryProcedure("incident.read")
  .input(queueInputSchema)
  .output(queuePageSchema)
  .query(({ ctx, input: { after = null, ...asked } }) =>
    readQueue(ctx.db, {
      ...asked,
      after,
      scope: ctx.scope,
      actors: actorsOf(ctx.viewer, "incident.act", asked.territoryId),
    }),
  );

/** How long each queue is, whatever it may be filtered by. */
export const queueCounts = territoryProcedure("incident.read")
  .input(territoryInputSchema)
  .output(z.record(z.enum(QUEUES), queueCountSchema))
  .query(async ({ ctx, input: { territoryId } }) => {
    const actors = actorsOf(ctx.viewer, "incident.act", territoryId);
    const common = { filter: {}, scope: ctx.scope, actors };
    const counts = QUEUES.map(async (name) => [name, await countQueue(ctx.db, { ...common, queue: name })]);
    return Object.fromEntries(await Promise.all(counts));
  });

/** Why an incident could not be assigned, as the same failure that an action alone would have met. */
const refusalSchema = z.looseObject({ code: z.string() }) as z.ZodType<Failure>;

/** Assigns many incidents, each by itself: what could not be assigned comes back with the reason. */
export const assignMany = territoryProcedure("incident.act")
  .input(
    territoryInputSchema.extend({
      ids: z.array(incidentIdSchema).min(1).max(MOST_ASSIGNED),
      assignee: dutySchema.optional(),
      idempotencyKey: keySchema,
    }),
  )
  .output(
    z.strictObject({
      taken: z.array(incidentIdSchema),
      refused: z.array(z.strictObject({ id: incidentIdSchema, refusal: refusalSchema })),
    }),
  )
  .mutation(({ ctx, input: { territoryId, ids, assignee, idempotencyKey } }) =>
    assignEach(ctx.db, {
      territoryId,
      incidentIds: ids,
      assignee,
      actors: actorsOf(ctx.viewer, "incident.act", territoryId),
      rulebook: ctx,
      idempotencyKey,
    }),
  );
