import { gridEdgesSchema, gridSchema, isNearBorder, positionSchema } from "@getu/domain";
import { getGridEdges, listGrids } from "@getu/store";
import { z } from "zod";
import { router, territoryInputSchema, territoryProcedure } from "./procedure.ts";

/** Every grid of every tier, without outlines. */
const list = territoryProcedure("grid.read")
  .input(territoryInputSchema)
  .output(z.array(gridSchema))
  .query(({ ctx, input }) => listGrids(ctx.db, input));

/** The outlines of the finest grids as unique lines; the same answer as the plain route. */
const edges = territoryProcedure("grid.read")
  .input(territoryInputSchema)
  .output(gridEdgesSchema)
  .query(({ ctx, input }) => getGridEdges(ctx.db, input));

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
    const index = await ctx.gridIndexes.indexOf(ctx.territory);
    const placement = index.placementOf(input.position);
    const { distanceToBorderMetres: distance } = placement;
    return {
      ...placement,
      distanceToBorderMetres: Number.isFinite(distance) ? distance : null,
      nearBorder: isNearBorder(placement, input.accuracyMetres ?? null),
    };
  });

/** Grids of every tier. */
export const gridRouter = router({ list, edges, at });
