import { cellAt } from "@getu/geometry";
import type { Bbox } from "@getu/geometry";
import { CORNER_DEPTH, POSITION_LEVEL, sideOf } from "./heat-root.ts";
import type { CellView, HeatRoot } from "./heat-root.ts";

/** A root is never smaller than a cell of this level (5 km at the equator): its matrices then always have 13 levels. */
const DEEPEST_ROOT = 13;

/**
 * The smallest root that holds everything in the box; points outside it are still counted, only slower.
 * `depth`, from 4 to 16, is how many levels below the root the matrices tell apart: 2 × depth bits a row.
 */
export function heatRootOf([west, south, east, north]: Bbox, depth = 13): HeatRoot {
  const first = cellAt([west, north], POSITION_LEVEL);
  const last = cellAt([east, south], POSITION_LEVEL);
  for (let level = DEEPEST_ROOT; level > 0; level--) {
    const step = sideOf(level + CORNER_DEPTH);
    const [x, y] = [first.x - (first.x % step), first.y - (first.y % step)];
    if (last.x < x + sideOf(level) && last.y < y + sideOf(level)) return { level, x, y, depth };
  }
  return { level: 0, x: 0, y: 0, depth };
}

/** The cells of a level that touch the box, all of each. */
export function cellsOfBbox([west, south, east, north]: Bbox, level: number): CellView {
  const first = cellAt([west, north], level);
  const last = cellAt([east, south], level);
  return { level, west: first.x, north: first.y, east: last.x, south: last.y };
}
