import {
  ACTIONS,
  caseRatingSchema,
  channelsOf,
  classificationSchema,
  deadlineExplanationSchema,
  dutySchema,
  explainDeadline,
  gridPathsOf,
  gridRingsSchema,
  gridSchema,
  incidentSchema,
  isNear,
  listActions,
  loopStateSchema,
  photoIdSchema,
  scopeOf,
  stepSchema,
  writtenSchema,
} from "@getu/domain";
import type { Actor, Channel, Permission, Viewer } from "@getu/domain";
import {
  fileReport,
  findHistory,
  findOutlineBeyond,
  isInReach,
  listActorNames,
  listGridsUpFrom,
  listRatings,
  previewAction,
  reportSchema,
  takeAction,
} from "@getu/store";
import type { IncidentHistory } from "@getu/store";
import { z } from "zod";
import type { Context } from "./context.ts";
import { toTrpcError } from "./failure.ts";
import { pastTime } from "./past-time.ts";
import { territoryInputSchema, territoryProcedure, timeSchema } from "./procedure.ts";

/** Ids of incidents. */
export const incidentIdSchema = z.int().positive();

/** Drawn by the sender: the same delivery sent twice is one. */
export const keySchema = writtenSchema.min(1).max(200);
const textSchema = writtenSchema.min(1).max(2000);

const callerId = ({ caller }: Viewer): string =>
  caller.kind === "nobody" ? caller.kind : `${caller.kind}:${caller.id}`;

/** Everything the viewer may act as in the territory, in the order of their grants. */
export function actorsOf(viewer: Viewer, permission: Permission, territoryId: number): Actor[] {
  const id = callerId(viewer);
  return viewer.grants
    .filter((grant) => gridPathsOf({ ...viewer, grants: [grant] }, permission, territoryId).length > 0)
    .map(({ role, gridPath }) => ({ id, role, gridPath }));
}

/** As whom the viewer reports what came by the channel; who may file comes first, so that it goes on at once. */
export function reporterOf(viewer: Viewer, territoryId: number, channel: Channel): Actor {
  const able = viewer.grants.filter(({ role }) => channelsOf(role).includes(channel));
  const actors = actorsOf({ ...viewer, grants: able }, "incident.report", territoryId);
  const actor = actors.find(({ role }) => role !== "leader") ?? actors[0];
  if (!actor) throw toTrpcError({ code: "CHANNEL_NOT_PERMITTED", channel });
  return actor;
}

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
      /** How many steps the sender has seen: what was decided on an older history is refused. */
      seenSteps: z.int().positive().optional(),
    }),
  )
  .output(incidentSchema)
  .mutation(async ({ ctx, input }) => {
    const { territoryId, id, idempotencyKey, photoIds, seenSteps, until, ...command } = input;
    await demandReach(ctx, "incident.act", input);
    const taken = await takeAction(ctx.db, {
      territoryId,
      incidentId: id,
      command: { ...command, until: timeOf(until) },
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

type IncidentKey = { territoryId: number; id: number };

const notFound = ({ territoryId, id }: IncidentKey) =>
  toTrpcError({ code: "INCIDENT_NOT_FOUND", territoryId, incidentId: id });

/** Throws unless the viewer has to do with the incident; one elsewhere is refused as one that is not there. */
export async function demandReach(
  { db, viewer }: Context,
  permission: Permission,
  key: IncidentKey,
): Promise<void> {
  const { territoryId, id: incidentId } = key;
  const paths = gridPathsOf(viewer, permission, territoryId);
  if (!(await isInReach(db, { territoryId, incidentId, paths }))) throw notFound(key);
}

/** The history of an incident that the viewer has to do with. */
async function getHistory(
  context: Context,
  permission: Permission,
  key: IncidentKey,
): Promise<IncidentHistory> {
  const { db, viewer, ...rulebook } = context;
  await demandReach(context, permission, key);
  const { territoryId, id: incidentId } = key;
  const found = await findHistory(db, { territoryId, incidentId, rulebook });
  const paths = gridPathsOf(viewer, permission, territoryId);
  // Asked again of what was read: it may have changed hands in between.
  if (found && paths.some((path) => isNear(found.state, found.gridPath, path))) return found;
  throw notFound(key);
}

/** The grids that a history speaks of: where it lies and across the border, and whose duties and deeds it tells of. */
function gridIdsOf({ incident, state, steps }: IncidentHistory): number[] {
  const places = [
    state.owner,
    state.asked?.duty,
    ...steps.flatMap(({ ownerBefore, ownerAfter, asked, actor }) => [ownerBefore, ownerAfter, asked, actor]),
  ];
  const ends = places.map((place) => Number(place?.gridPath.split("/").at(-1) ?? 0)); // of the empty path 0 as well
  const ids = new Set([incident.gridCurrent ?? 0, incident.neighbourGridId ?? 0, ...ends]);
  return [...ids].filter((id) => id > 0);
}

/**
 * What a history needs to be read: whoever has to do with the incident knows the names in it and the shape of its
 * grid, wherever these lie.
 */
async function toldWith({ db, viewer }: Context, found: IncidentHistory, { territoryId, id }: IncidentKey) {
  const actors = [...new Set(found.steps.map(({ actor }) => actor.id))];
  const gridId = found.incident.gridCurrent ?? 0; // no grid has the id 0
  const [ratings, people, grids, outline] = await Promise.all([
    listRatings(db, { territoryId, incidentId: id }),
    listActorNames(db, actors),
    listGridsUpFrom(db, { territoryId, gridIds: gridIdsOf(found) }),
    findOutlineBeyond(db, { ...scopeOf(viewer, "grid.read", territoryId), gridId }),
  ]);
  return { ratings, people, grids, outline };
}

const loopKeySchema = territoryInputSchema.extend({ id: incidentIdSchema });

/** Where an incident stands, how it came there, and what the viewer may do next. */
export const history = territoryProcedure("incident.history")
  .input(loopKeySchema)
  .output(
    z.strictObject({
      incident: incidentSchema,
      state: loopStateSchema,
      steps: z.array(stepSchema),
      ratings: z.array(caseRatingSchema),
      /** Names of the people who acted, by the ids that the steps have. */
      people: z.record(z.string(), z.string()),
      /** The grids that it speaks of, with everything above them. */
      grids: z.array(gridSchema.pick({ id: true, tier: true, parentId: true, name: true, anchor: true })),
      /** The rings of its grid where the viewer's map does not have it; null = it has, or there is none. */
      outline: gridRingsSchema.nullable(),
      actions: z.array(z.enum(ACTIONS)),
      /** The first step at which the chain of hashes breaks; null = it holds. */
      brokenStep: z.int().positive().nullable(),
      /** Since when a hold keeps retention away; null = none does. */
      heldSince: z.iso.datetime().nullable(),
      asOf: z.date(),
    }),
  )
  .query(async ({ ctx, input }) => {
    const found = await getHistory(ctx, "incident.history", input);
    const { incident, state, steps, now, gridPath, rules, brokenStep } = found;
    const actors = actorsOf(ctx.viewer, "incident.act", input.territoryId);
    const open = actors.flatMap((actor) => listActions(state, { actor, now, gridPath, rules }));
    const actions = [...new Set(open)];
    const told = await toldWith(ctx, found, input);
    const heldSince = found.heldSince?.toISOString() ?? null;
    return { incident, state, steps: [...steps], ...told, actions, brokenStep, heldSince, asOf: now };
  });

/** How the deadline of an incident comes about, as facts that every screen puts into the same line. */
export const explainDeadlineOf = territoryProcedure("incident.read")
  .input(loopKeySchema)
  .output(deadlineExplanationSchema)
  .query(async ({ ctx, input }) => {
    const { state, rules } = await getHistory(ctx, "incident.read", input);
    return explainDeadline(state.clock, rules);
  });
