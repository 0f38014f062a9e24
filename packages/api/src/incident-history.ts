import {
  ACTIONS,
  caseRatingSchema,
  deadlineExplanationSchema,
  explainDeadline,
  gridPathsOf,
  gridRingsSchema,
  gridSchema,
  incidentSchema,
  isNear,
  listActions,
  loopStateSchema,
  scopeOf,
  stepSchema,
} from "@getu/domain";
import type { Permission } from "@getu/domain";
import { findHistory, findOutlineBeyond, listActorNames, listGridsUpFrom, listRatings } from "@getu/store";
import type { IncidentHistory } from "@getu/store";
import { z } from "zod";
import type { Context } from "./context.ts";
import { actorsOf, demandReach, incidentNotFound } from "./incident-actor.ts";
import { findHolder, holderSchema } from "./incident-holder.ts";
import { incidentIdSchema } from "./incident-key.ts";
import type { IncidentKey } from "./incident-key.ts";
import { territoryInputSchema, territoryProcedure } from "./procedure.ts";

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
  throw incidentNotFound(key);
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
      holder: holderSchema,
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
    const [told, holder] = await Promise.all([
      toldWith(ctx, found, input),
      findHolder(ctx, state, ctx.territory),
    ]);
    const heldSince = found.heldSince?.toISOString() ?? null;
    return { incident, state, steps: [...steps], ...told, holder, actions, brokenStep, heldSince, asOf: now };
  });

/** How the deadline of an incident comes about, as facts that every screen puts into the same line. */
export const explainDeadlineOf = territoryProcedure("incident.read")
  .input(loopKeySchema)
  .output(deadlineExplanationSchema)
  .query(async ({ ctx, input }) => {
    const { state, rules } = await getHistory(ctx, "incident.read", input);
    return explainDeadline(state.clock, rules);
  });
