import { z } from "zod";
import { bboxSchema, positionSchema } from "./position.ts";

/** A grid of any tier, without its outline (outlines travel once, as shared edges). */
export const gridSchema = z.strictObject({
  id: z.int().positive(),
  externalId: z.string().min(1),
  code: z.string().min(1),
  name: z.string().min(1),
  /** Index into the territory's tiers, 0 = coarsest. */
  tier: z.int().nonnegative(),
  parentId: z.int().positive().nullable(),
  leaderName: z.string().nullable(),
  households: z.int().nonnegative().nullable(),
  /** The households were worked out from a count by an older outline: nobody has counted by this one. */
  householdsEstimated: z.boolean(),
  /** A point inside the grid where its label stands. */
  anchor: positionSchema,
  bbox: bboxSchema,
  areaSquareMetres: z.number().nonnegative(),
});

/** A grid of any tier, without its outline. */
export type Grid = z.infer<typeof gridSchema>;

/** Stable for ever; codes may change. */
export type GridId = Grid["id"];

/** The outline of one grid: the shell of each of its polygons, followed by its holes. */
export const gridRingsSchema = z.array(z.array(positionSchema));

/** The outline of one grid, as rings. */
export type GridRings = z.infer<typeof gridRingsSchema>;

/** Outlines of the finest grids as unique lines: each line knows the grid on its left and on its right. */
export const gridEdgesSchema = z.strictObject({
  version: z.int().nonnegative(),
  /** Grid ids that own geometry; `left` and `right` below are indexes into this list, -1 = outside. */
  gridIds: z.array(z.int().positive()),
  arcs: z.array(
    z.strictObject({
      left: z.int().min(-1),
      right: z.int().min(-1),
      /** Whole units of 1e-7 degree, `[x0, y0, dx1, dy1, dx2, dy2, …]`: the first point, then differences. */
      points: z.array(z.int()),
    }),
  ),
});

/** Outlines of the finest grids as unique shared lines. */
export type GridEdges = z.infer<typeof gridEdgesSchema>;
