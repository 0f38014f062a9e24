import {
  boundariesSchema,
  gridEdgesSchema,
  gridsAroundSchema,
  gridSchema,
  isNearBorder,
  positionSchema,
} from "@getu/domain";
import {
  findGridsAround,
  findOldBoundaryParts,
  getBoundaryParts,
  getGridEdges,
  listGridAncestry,
  listGrids,
} from "@getu/store";
import { z } from "zod";
import { demand } from "./demand.ts";
import { toTrpcError } from "./failure.ts";
import { placementFor } from "./placement-for.ts";
import { idSchema, router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** Every grid of every tier, without outlines. */
const list = territoryProcedure("grid.read")
  .input(territoryInputSchema)
  .output(z.array(gridSchema))
  .query(({ ctx }) => listGrids(ctx.db, ctx.scope));

/** A grid with everything above it, the coarsest first: who leads it at each level. */
const ancestry = territoryProcedure("grid.read")
  .input(territoryInputSchema.extend({ gridId: idSchema }))
  .output(z.array(gridSchema))
  .query(({ ctx, input: { gridId } }) => listGridAncestry(ctx.db, { ...ctx.scope, gridId }));

/** What the boundaries in force are called in the addresses of their parts; those of a version belong to who sees the whole territory. */
const boundaries = territoryProcedure("grid.read")
  .input(territoryInputSchema.extend({ version: idSchema.optional() }))
  .output(boundariesSchema)
  .query(async ({ ctx, input: { territoryId, version } }) => {
    if (version === undefined) return (await getBoundaryParts(ctx.db, ctx.scope)).boundaries;
    demand(ctx.viewer, "grid.read", { territoryId, gridPath: "" });
    const parts = await findOldBoundaryParts(ctx.db, { territoryId, version });
    if (!parts) throw toTrpcError({ code: "VERSION_NOT_FOUND", version });
    return parts.boundaries;
  });

/** The outlines of the finest grids as unique lines; screens take them in parts and simplified, from plain routes. */
const edges = territoryProcedure("grid.read")
  .input(territoryInputSchema)
  .output(gridEdgesSchema)
  .query(({ ctx }) => getGridEdges(ctx.db, ctx.scope));

const placementSchema = z.strictObject({
  gridId: z.int().positive().nullable(),
  candidates: z.array(z.int().positive()).readonly(),
  /** Null where the territory has no grids yet. */
  distanceToBorderMetres: z.number().nonnegative().nullable(),
  neighbourGridId: z.int().positive().nullable(),
  nearBorder: z.boolean(),
});

/** Which grid holds a position, how far its border is, and whether the position's accuracy reaches across. */
const at = territoryProcedure("grid.read")
  .input(
    territoryInputSchema.extend({
      position: positionSchema,
      accuracyMetres: z.number().nonnegative().max(100_000).optional(),
    }),
  )
  .output(placementSchema)
  .query(async ({ ctx, input }) => {
    const placement = await placementFor(ctx, input.position);
    const { distanceToBorderMetres: distance } = placement;
    return {
      ...placement,
      distanceToBorderMetres: Number.isFinite(distance) ? distance : null,
      nearBorder: isNearBorder(placement, input.accuracyMetres ?? null),
    };
  });

/**
 * A grid of the caller's with the outlines and names of its neighbours: whoever takes reports where there is no network
 * tells by it whose a position is. What of the neighbours is told stands on every map of the office.
 */
const around = territoryProcedure("incident.report")
  .input(territoryInputSchema.extend({ gridId: idSchema }))
  .output(gridsAroundSchema)
  .query(async ({ ctx, input: { territoryId, gridId } }) => {
    const found = await findGridsAround(ctx.db, { ...ctx.scope, gridId });
    if (!found) throw toTrpcError({ code: "GRID_NOT_FOUND", territoryId, gridId });
    return found;
  });

/** Grids of every tier. */
export const gridRouter = router({ list, ancestry, boundaries, edges, at, around });
