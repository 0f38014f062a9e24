import { z } from "zod";
import type { GridId } from "../grid/grid.ts";
import { positionSchema } from "../grid/position.ts";

/** Side of the cells that coverage is counted in; an outline of L metres errs by less than L square metres, mostly far less. */
export const COVERAGE_CELL_METRES = 1;

const groundShareSchema = z.strictObject({
  /** Of the grid, less what buildings stand on. */
  groundSquareMetres: z.number().nonnegative(),
  /** Of that, what one camera or more sees. */
  seenSquareMetres: z.number().nonnegative(),
  /** Of that, what a verified camera sees. */
  verifiedSquareMetres: z.number().nonnegative(),
});

/** How much ground there is and how much of it cameras see. */
export type GroundShare = z.infer<typeof groundShareSchema>;

/** Somewhere that incidents gather and cameras see little of. */
export const blindSpotSchema = z.strictObject({
  gridId: z.int().positive(),
  position: positionSchema,
  incidents: z.int().positive(),
  /** From 0 to 1, of the ground that is not built on. */
  seenShare: z.number().min(0).max(1),
});

/** Somewhere that incidents gather and cameras see little of. */
export type BlindSpot = z.infer<typeof blindSpotSchema>;

/** How far cameras see a territory, or the viewer's part of it. */
export const coverageSchema = z.strictObject({
  asOf: z.iso.datetime(),
  /** Something was imported since then, and it is being counted anew: ask again soon. */
  isOutdated: z.boolean(),
  total: groundShareSchema,
  /** One row for each grid of the coarsest tier, or of the caller's own grids, least seen first. */
  byGrid: z.array(z.strictObject({ gridId: z.int().positive(), ...groundShareSchema.shape })),
  cameras: z.strictObject({
    verified: z.int().nonnegative(),
    assumed: z.int().nonnegative(),
    /** Out of order, or of a direction that nobody knows. */
    uncounted: z.int().nonnegative(),
  }),
  /** Without buildings every look is free: the shares are then an upper bound. */
  buildings: z.int().nonnegative(),
  blind: z.strictObject({
    /** How many days back incidents are counted, and how many of them make a spot. */
    days: z.int().positive(),
    least: z.int().positive(),
    count: z.int().nonnegative(),
    /** The worst ones, most incidents first. */
    spots: z.array(blindSpotSchema),
  }),
});

/** How far cameras see a territory. */
export type Coverage = z.infer<typeof coverageSchema>;

/** The share of the ground that is seen; null = there is no ground. */
export const seenShareOf = ({ groundSquareMetres, seenSquareMetres }: GroundShare): number | null =>
  groundSquareMetres === 0 ? null : seenSquareMetres / groundSquareMetres;

/** Shares of parts put together. */
export function sumShares(parts: Iterable<GroundShare>): GroundShare {
  const sum = { groundSquareMetres: 0, seenSquareMetres: 0, verifiedSquareMetres: 0 };
  for (const part of parts) {
    sum.groundSquareMetres += part.groundSquareMetres;
    sum.seenSquareMetres += part.seenSquareMetres;
    sum.verifiedSquareMetres += part.verifiedSquareMetres;
  }
  return sum;
}

/** Shares of the finest grids put together by the grid above them, least seen first; a grid without a root is left out. */
export function sharesByRoot(
  shares: Iterable<GroundShare & { gridId: GridId }>,
  roots: ReadonlyMap<GridId, GridId>,
): Coverage["byGrid"] {
  const parts = new Map<GridId, GroundShare[]>([...roots.values()].map((root) => [root, []]));
  for (const share of shares) parts.get(roots.get(share.gridId) ?? -1)?.push(share);
  return [...parts]
    .map(([gridId, own]) => ({ gridId, ...sumShares(own) }))
    .sort((a, b) => (seenShareOf(a) ?? 2) - (seenShareOf(b) ?? 2) || a.gridId - b.gridId);
}
