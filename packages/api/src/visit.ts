import {
  newVisitSchema,
  rhythmDaysSchema,
  visitCoverageSchema,
  visitedClusterSchema,
  visitSchema,
} from "@getu/domain";
import {
  appendAudit,
  coverVisits,
  inTransaction,
  listClusters,
  listVisits,
  PhotosMissing,
  recordVisit,
  setRhythm,
} from "@getu/store";
import { z } from "zod";
import { actorOf } from "./access/actor.ts";
import { demandToAct } from "./demand.ts";
import { toTrpcError } from "./failure.ts";
import { reporterOf } from "./incident-actor.ts";
import { keySchema } from "./incident-key.ts";
import { pastTime } from "./past-time.ts";
import { idSchema, router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** As many addresses as somebody can look through; the most overdue are among them. */
const MOST_CLUSTERS = 500;
const MOST_VISITS = 50;
/** A territory has at most as many tiers. */
const tierSchema = z.int().min(0).max(7);

/** Household clusters of the caller's grids, or of one of them, the most overdue first. */
const clusters = territoryProcedure("visit.read")
  .input(territoryInputSchema.extend({ gridId: idSchema.optional() }))
  .output(
    z.strictObject({
      clusters: z.array(visitedClusterSchema),
      /** With those that are too many to be listed. */
      total: z.int().nonnegative(),
    }),
  )
  .query(({ ctx, input: { gridId } }) => {
    const { timeZone } = ctx.territory;
    return listClusters(ctx.db, { ...ctx.scope, timeZone, gridId, limit: MOST_CLUSTERS });
  });

/** A household cluster of the caller's grids with its latest visits, newest first. */
const history = territoryProcedure("visit.read")
  .input(territoryInputSchema.extend({ clusterId: idSchema }))
  .output(z.strictObject({ cluster: visitedClusterSchema, visits: z.array(visitSchema) }))
  .query(async ({ ctx, input: { territoryId, clusterId } }) => {
    const one = { ...ctx.scope, timeZone: ctx.territory.timeZone, id: clusterId, limit: 1 };
    const [found, visits] = await Promise.all([
      listClusters(ctx.db, one),
      listVisits(ctx.db, { ...ctx.scope, clusterId, limit: MOST_VISITS }),
    ]);
    const [cluster] = found.clusters;
    if (!cluster) throw toTrpcError({ code: "CLUSTER_NOT_FOUND", territoryId, clusterId });
    return { cluster, visits };
  });

/** Writes a visit down with what came of it, once for each delivery. */
const record = territoryProcedure("visit.record")
  .input(
    territoryInputSchema.extend({ clusterId: idSchema, idempotencyKey: keySchema, visit: newVisitSchema }),
  )
  .output(
    z.strictObject({
      id: z.int().positive(),
      recordedAt: z.iso.datetime(),
      /** What was reported with it; null = nothing. */
      incidentId: z.int().positive().nullable(),
    }),
  )
  .mutation(async ({ ctx, input: { territoryId, clusterId, idempotencyKey, visit } }) => {
    const recorded = await recordVisit(ctx.db, {
      ...ctx.scope,
      clusterId,
      visit: { ...visit, occurredAt: await pastTime(ctx.db, visit.occurredAt, "visit.occurredAt") },
      actor: reporterOf(ctx.viewer, territoryId, "visit"),
      rulebook: ctx,
      idempotencyKey: `visit-${idempotencyKey}`,
    }).catch((error: unknown) => {
      if (!(error instanceof PhotosMissing)) throw error;
      throw toTrpcError({ code: "PHOTO_NOT_FOUND", territoryId, photoId: error.ids[0] ?? "" });
    });
    if ("refusal" in recorded) throw toTrpcError(recorded.refusal);
    const { id, recordedAt, incidentId } = recorded.visit;
    return { id, recordedAt: recordedAt.toISOString(), incidentId };
  });

/** How far visits keep their rhythm, by the grids of one tier. */
const coverage = territoryProcedure("visit.read")
  .input(territoryInputSchema.extend({ tier: tierSchema }))
  .output(visitCoverageSchema)
  .query(({ ctx, input: { tier } }) =>
    coverVisits(ctx.db, { ...ctx.scope, tier, timeZone: ctx.territory.timeZone }),
  );

/** Sets how often households of a grid are visited; `gridId` null = of the whole territory, `everyDays` null = as in the grid above. */
const rhythm = territoryProcedure("visit.rhythm")
  .input(territoryInputSchema.extend({ gridId: idSchema.nullable(), everyDays: rhythmDaysSchema.nullable() }))
  .output(z.strictObject({}))
  .mutation(async ({ ctx, input: { territoryId, gridId, everyDays } }) => {
    if (gridId === null) await demandToAct(ctx, "visit.rhythm", { territoryId, gridPath: "" });
    await inTransaction(ctx.db, async (tx) => {
      if (!(await setRhythm(tx, { ...ctx.scope, gridId, everyDays })))
        throw toTrpcError({ code: "GRID_NOT_FOUND", territoryId, gridId: gridId ?? 0 });
      const facts = { gridId, everyDays };
      await appendAudit(tx, { ...actorOf(ctx), action: "visit.rhythm", territoryId, facts });
    });
    return {};
  });

/** Visits to households: where, how often, and what came of them. */
export const visitRouter = router({ clusters, history, record, coverage, rhythm });
