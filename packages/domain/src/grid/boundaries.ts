import { toDegrees, toUnits } from "@getu/geometry";
import { z } from "zod";
import type { Grid } from "./grid.ts";

/**
 * The boundaries in force, as screens ask for them: `tag` is made from their content and stands in the address of every
 * part, so that a part may be kept for ever; the number of a version would not do, another database counts from 1 as well.
 */
export const boundariesSchema = z.strictObject({
  version: z.int().nonnegative(),
  tag: z.string().regex(/^[\w-]{27}$/),
  /** For each tier how many grids it has and how long the side of a middling one is. */
  tiers: z.array(z.strictObject({ grids: z.int().nonnegative(), sideMetres: z.number().nonnegative() })),
});

/** The boundaries in force, as screens ask for them. */
export type Boundaries = z.infer<typeof boundariesSchema>;

/** Zooms (of 512-pixel tiles) up to which simplified boundaries look exact; the last one is exact. */
export const ARC_ZOOMS = [10, 12, 14, 20] as const;

/** A zoom for which boundaries are simplified. */
export type ArcZoom = (typeof ARC_ZOOMS)[number];

/** Boundaries down to one tier, as exact as a zoom needs them, that touch a cell; cell 0/0/0 is everything. */
export type ArcPart = {
  tier: number;
  zoom: ArcZoom;
  cell: { level: number; x: number; y: number };
};

/**
 * Simplified boundaries lie on a lattice of `step` units, a third of the zoom's pixel, and leave their own lines by at
 * most `tolerance` steps, a pixel; at zoom 20 they are what they are.
 */
export const arcLattice = (zoom: ArcZoom): { step: number; tolerance: number } =>
  zoom === 20 ? { step: 1, tolerance: 0 } : { step: 2 ** (21 - zoom), tolerance: 3 };

/** The first zoom of `ARC_ZOOMS` that is exact enough for a map. */
export const arcZoomFor = (mapZoom: number): ArcZoom => ARC_ZOOMS.find((zoom) => zoom >= mapZoom) ?? 20;

/** The zoom at which the side of a middling grid is so many pixels long. */
export function zoomOfSide(side: { metres: number; pixels: number; latitude: number }): number {
  const metresPerWorld = 40_075_016.7 * Math.cos((side.latitude * Math.PI) / 180);
  return Math.log2((side.pixels * metresPerWorld) / (512 * side.metres));
}

/** What a map says about a grid. */
export type NamedGrid = Pick<Grid, "id" | "tier" | "parentId" | "name" | "anchor">;

const wholeColumn = z.array(z.int());

/** Grids of one tier as columns of equal length: ids, parents and anchors (units of 1e-7 degree) as steps from row to row. */
export const gridColumnsSchema = z.strictObject({
  tier: z.int().nonnegative(),
  ids: wholeColumn,
  /** 0 = none. */
  parents: wholeColumn,
  names: z.array(z.string()),
  lngs: wholeColumn,
  lats: wholeColumn,
});

/** Grids of one tier as columns. */
export type GridColumns = z.infer<typeof gridColumnsSchema>;

const toSteps = (values: readonly number[]): number[] =>
  values.map((value, i) => (i === 0 ? value : value - values[i - 1]!)); // i > 0

const fromSteps = (steps: readonly number[]): number[] => {
  let value = 0;
  return steps.map((step) => (value += step));
};

/** Writes the grids of one tier as columns: a fifth of what they weigh as objects. */
export function toGridColumns(tier: number, grids: readonly NamedGrid[]): GridColumns {
  const unitsOf = (axis: 0 | 1): number[] => grids.map(({ anchor }) => toUnits(anchor[axis]));
  return {
    tier,
    ids: toSteps(grids.map(({ id }) => id)),
    parents: toSteps(grids.map(({ parentId }) => parentId ?? 0)),
    names: grids.map(({ name }) => name),
    lngs: toSteps(unitsOf(0)),
    lats: toSteps(unitsOf(1)),
  };
}

/** The grids that `toGridColumns` wrote. */
export function fromGridColumns({ tier, names, ...steps }: GridColumns): NamedGrid[] {
  const [ids, parents] = [fromSteps(steps.ids), fromSteps(steps.parents)];
  const [lngs, lats] = [fromSteps(steps.lngs), fromSteps(steps.lats)];
  return names.map((name, i) => ({
    id: ids[i]!, // columns have equal length
    tier,
    parentId: parents[i] || null, // as above; no grid has the id 0
    name,
    anchor: [toDegrees(lngs[i]!), toDegrees(lats[i]!)], // as above
  }));
}
