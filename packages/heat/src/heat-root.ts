import type { Cell } from "@getu/geometry";

/** The level whose cells positions come in: a Morton code of 52 bits. */
export const POSITION_LEVEL = 26;

/** Columns keep 16 bits a coordinate, so they tell cells apart down to 16 levels below the root. */
const COLUMN_DEPTH = 16;

/** The root's corner lies on the lattice of cells this many levels below it, so no territory straddles its root. */
export const CORNER_DEPTH = 4;

/**
 * The square that the index lives in: as large as a web-mercator tile of `level`, its north-west corner at (`x`, `y`) in
 * cells of level 26. The matrices tell apart `depth` levels below it.
 */
export type HeatRoot = { level: number; x: number; y: number; depth: number };

/** A rectangle of cells of one level; all four sides belong to it. */
export type CellView = { level: number; west: number; north: number; east: number; south: number };

/** The side of a cell, in cells of level 26. */
export const sideOf = (level: number): number => 2 ** (POSITION_LEVEL - level);

/** Cells of this level and coarser are answered; finer ones are not told apart by the columns. */
export const finestLevelOf = (root: HeatRoot): number => Math.min(POSITION_LEVEL, root.level + COLUMN_DEPTH);

/** Cells of this level and coarser are answered by the matrices. */
export const matrixLevelOf = (root: HeatRoot): number => Math.min(POSITION_LEVEL, root.level + root.depth);

/** Cells of this level and finer have the root's corner on their lattice; coarser ones are folded together. */
export const latticeLevelOf = (root: HeatRoot): number => (root.level === 0 ? 0 : root.level + CORNER_DEPTH);

/** True when the root holds the cell of level 26. */
export function rootHolds(root: HeatRoot, { x, y }: Cell): boolean {
  const side = sideOf(root.level);
  return x >= root.x && x < root.x + side && y >= root.y && y < root.y + side;
}

/** The root's corner in cells of a level at or below its lattice. */
export const cornerOf = (root: HeatRoot, level: number): Cell => ({
  x: Math.floor(root.x / sideOf(level)),
  y: Math.floor(root.y / sideOf(level)),
});

/** The same rectangle in finer cells, counted from the root's corner and cut at the root's edges; null = none left. */
export function viewInRoot(root: HeatRoot, view: CellView, level: number): CellView | null {
  const cells = 2 ** (level - view.level);
  const corner = cornerOf(root, level);
  const last = 2 ** (level - root.level) - 1;
  const inside = {
    level,
    west: Math.max(0, view.west * cells - corner.x),
    north: Math.max(0, view.north * cells - corner.y),
    east: Math.min(last, (view.east + 1) * cells - 1 - corner.x),
    south: Math.min(last, (view.south + 1) * cells - 1 - corner.y),
  };
  return inside.west > inside.east || inside.north > inside.south ? null : inside;
}
