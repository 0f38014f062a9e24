import {
  CHANNELS,
  codeSchema,
  CONTACT_DAYS,
  deadlineExplanationSchema,
  deskReportSchema,
  explainDeadline,
  findCondition,
  foundAddressSchema,
  gridSchema,
  incidentSchema,
  isNearBorder,
  isStorable,
  labelSchema,
  likenessSchema,
  positionSchema,
} from "@getu/domain";
import {
  caseCodeOf,
  codeHashOf,
  countIntake,
  databaseNow,
  findAddresses,
  listGridChain,
  listLikelyDuplicates,
  NotTheSame,
  PhotosMissing,
  reportMarkOf,
  takeDeskReport,
} from "@getu/store";
import { z } from "zod";
import { toTrpcError } from "./failure.ts";
import { actorsOf, reporterOf } from "./incident-actor.ts";
import { pastTime } from "./past-time.ts";
import { placementFor } from "./placement-for.ts";
import { router, territoryInputSchema, territoryProcedure, timeSchema } from "./procedure.ts";

const MOST_ADDRESSES = 12;
const MOST_DUPLICATES = 5;

const searchTextSchema = z.string().max(100).refine(isStorable, "cannot be searched for");

/** Spots of that name: places, buildings, grids, roads; the best first. */
const search = territoryProcedure("incident.report")
  .input(territoryInputSchema.extend({ text: searchTextSchema }))
  .output(z.array(foundAddressSchema))
  .query(({ ctx, input: { text } }) => findAddresses(ctx.db, { ...ctx.scope, text, limit: MOST_ADDRESSES }));

const chainGridSchema = gridSchema.pick({ id: true, code: true, name: true, tier: true, leaderName: true });

/** Whose a position is: the grids that hold it, the coarsest first, how near the border is and who stands behind it. */
const locate = territoryProcedure("incident.report")
  .input(
    territoryInputSchema.extend({
      position: positionSchema,
      accuracyMetres: z.number().nonnegative().max(100_000).nullable(),
    }),
  )
  .output(
    z.strictObject({
      /** Empty outside every grid. */
      grids: z.array(chainGridSchema),
      /** The level of the chain that answers there first. */
      level: labelSchema.nullable(),
      distanceToBorderMetres: z.number().nonnegative().nullable(),
      neighbour: chainGridSchema.nullable(),
      nearBorder: z.boolean(),
    }),
  )
  .query(async ({ ctx, input: { territoryId, position, accuracyMetres } }) => {
    const placement = await placementFor(ctx, position);
    const chainOf = async (gridId: number | null) =>
      gridId === null ? [] : listGridChain(ctx.db, { territoryId, gridId });
    const [grids, across] = await Promise.all([
      chainOf(placement.gridId),
      chainOf(placement.neighbourGridId),
    ]);
    const { distanceToBorderMetres: distance } = placement;
    return {
      grids,
      level: ctx.chain.levels.slice(0, grids.length + 1).at(-1)?.name ?? null,
      distanceToBorderMetres: Number.isFinite(distance) ? distance : null,
      neighbour: across.at(-1) ?? null,
      nearBorder: isNearBorder(placement, accuracyMetres),
    };
  });

/** The deadline that a report of this kind would get if it were filed now, and how it comes about. */
const deadline = territoryProcedure("incident.report")
  .input(territoryInputSchema.extend({ category: codeSchema, condition: codeSchema }))
  .output(deadlineExplanationSchema)
  .query(async ({ ctx, input: { category, condition: key } }) => {
    const condition = findCondition(ctx.catalogue, { category, condition: key });
    if (!condition) throw toTrpcError({ code: "CATEGORY_UNKNOWN", category, condition: key });
    const clock = { startedAt: await databaseNow(ctx.db), rule: condition.deadline };
    return explainDeadline(clock, { calendar: ctx.calendar, timeZone: ctx.territory.timeZone });
  });

/** Incidents that a report of this kind, place and time may be about as well, the likest first, with the reason in points. */
const duplicates = territoryProcedure("incident.report")
  .input(
    territoryInputSchema.extend({
      category: codeSchema,
      position: positionSchema,
      /** Null = now. */
      occurredAt: timeSchema.nullable(),
    }),
  )
  .output(z.array(z.strictObject({ incident: incidentSchema, likeness: likenessSchema })))
  .query(async ({ ctx, input: { category, position, occurredAt } }) => {
    const at = occurredAt ?? (await databaseNow(ctx.db)).toISOString();
    const matter = { category, position, occurredAt: at };
    return listLikelyDuplicates(ctx.db, {
      ...ctx.scope,
      matter,
      catalogue: ctx.catalogue,
      limit: MOST_DUPLICATES,
    });
  });

/** What came in today, by channel. */
const today = territoryProcedure("incident.report")
  .input(territoryInputSchema)
  .output(z.array(z.strictObject({ channel: z.enum(CHANNELS), count: z.int().positive() })))
  .query(({ ctx }) => countIntake(ctx.db, ctx.scope));

/**
 * Files what was written down at the desk, once, with photos and contact; all of it or nothing. With the incident comes
 * the code by which its reporter follows it, which is kept nowhere.
 */
const file = territoryProcedure("incident.report")
  .input(territoryInputSchema.extend({ report: deskReportSchema }))
  .output(z.strictObject({ incident: incidentSchema, code: z.string() }))
  .mutation(async ({ ctx, input: { territoryId, report } }) => {
    const { requestId, contact, photoIds, sameAs, occurredAt, ...given } = report;
    const actor = reporterOf(ctx.viewer, territoryId, report.channel);
    const code = caseCodeOf({ territoryId, senderId: actor.id, requestId });
    const filed = await takeDeskReport(ctx.db, {
      territoryId,
      report: { ...given, externalId: null, occurredAt: await pastTime(ctx.db, occurredAt) },
      actor,
      actors: actorsOf(ctx.viewer, "incident.report", territoryId),
      rulebook: ctx,
      idempotencyKey: `desk-${reportMarkOf(requestId)}`,
      photoIds,
      followedBy: { codeHash: codeHashOf(code)! }, // a code that was just made is one
      contact: contact === null ? null : { text: contact, keepDays: CONTACT_DAYS },
      sameAs: sameAs === null ? null : { incidentId: sameAs, within: ctx.scope.within },
    }).catch((error: unknown) => {
      if (error instanceof NotTheSame) throw toTrpcError(error.refusal);
      if (!(error instanceof PhotosMissing)) throw error;
      throw toTrpcError({ code: "PHOTO_NOT_FOUND", territoryId, photoId: error.ids[0] ?? "" });
    });
    if ("refusal" in filed) throw toTrpcError(filed.refusal);
    return { incident: filed.incident, code };
  });

/** What who takes a report down needs before and when it is filed. */
export const intakeRouter = router({ search, locate, deadline, duplicates, today, file });
