/**
 * The cell index: which areas hold a point, by one array read for most points.
 *
 * A raster lies over all outlines, two to three cells for every edge.
 *
 *     ┌────┬────┬────┬────┐     entries       3   3  ●   7       a cell that no border touches: the area that covers it,
 *     │  3 │  3 │╲ 7 │  7 │                   3   ●   ●   7       or nobody
 *     ├────┼────┼─╲──┼────┤                   3  ●   9   ●       a cell with borders in it (●): where its record lies
 *     │  3 │ 3 ╱│╲_╲_│  7 │
 *     ├────┼──╱─┼────┼╲───┤     records       ● even 3, odd 9, and the pieces of border in the cell
 *     │  3 │╱ 9 │  9 │ ╲7 │
 *     └────┴────┴────┴────┘
 *
 * A point in a cell without borders is answered by its entry. In a cell with borders a ray goes west from the point, and the
 * pieces of border that it meets are counted: an even number, and the area is the one that holds the cell's south-west
 * corner, the reference; an odd number, and it is the one across. So a record of a cell with two areas (nine in ten) is two
 * areas and the pieces. Where more areas, holes or overlaps come together, each piece changes the bits of the rings that
 * it bounds, and the bits that remain tell the rings that hold the point. The ray never leaves the cell: what lies west of it
 * is the reference's business, and `cutPieces` sees to what lies on the west side.
 *
 * Exactness. A point on a border has an owner by R14, "the area you enter by stepping east and then a hair north": as if the
 * point were moved by (α, β), both positive, vanishingly small, β far smaller than α. `meets` decides ties as that moved
 * point lies, and `orient` is exact, so the answer is the brute force's for every point in whole units. The references are
 * found while the index is built, by walking each row from one unit west of everything, where no ring holds anything.
 *
 * Costs. Built in one sweep over cells and edges, about two microseconds for an edge; 40 to 50 bytes for an edge, a
 * quarter of them for its cells, the rest for its share of the records: edges are unique, and ends fit 16 bits when counted
 * from the cell's middle. Cells with more rings than a number has bits, or with very many edges, are marked and answered by
 * the slower search. Everything that answers is in two typed arrays; `area-index-file.ts` saves them.
 */
import { createCellBatch } from "./cell-batch.ts";
import type { CellBatch } from "./cell-batch.ts";
import { cellOf, isInRaster } from "./cell-raster.ts";
import { CROWDED, FIRST_RECORD, firstOwner, listOwners, NOBODY } from "./cell-record.ts";
import type { CellPoint } from "./cell-record.ts";
import type { SweptCells } from "./cell-sweep.ts";
import { middleOf } from "./cell-writer.ts";
import type { Holders } from "./holders.ts";

/** Answers for one exact point in whole units, without the second look. */
export type CellIndex = {
  /** The first area that holds the point, or -1. */
  ownerAt(x: number, y: number): number;
  /** All areas that hold it, ascending. */
  holdersAt: Holders;
  /** The first area for each of many points. */
  ownersAt: CellBatch;
};

/** Answers from swept cells; `holders` answers for crowded ones. */
export function createCellIndex(cells: SweptCells, holders: Holders): CellIndex {
  const { raster, entries, records } = cells;
  const entryAt = (x: number, y: number): number =>
    isInRaster(raster, x, y) ? entries[cellOf(raster, x, y)]! : NOBODY; // inside
  const { west, south, columnShift, rowShift } = raster;
  const [columnMask, rowMask] = [2 ** columnShift - 1, 2 ** rowShift - 1];
  const [middleX, middleY] = [middleOf(0, columnMask), middleOf(0, rowMask)];
  const pointAt = (x: number, y: number): CellPoint => ({
    x,
    y,
    east: ((x - west) & columnMask) - middleX,
    north: ((y - south) & rowMask) - middleY,
  });
  const crowdedOwner = (x: number, y: number): number => holders(x, y)[0] ?? NOBODY;
  return {
    ownersAt: createCellBatch(cells, crowdedOwner),
    ownerAt(x, y) {
      const entry = entryAt(x, y);
      if (entry >= NOBODY) return entry;
      if (entry === CROWDED) return crowdedOwner(x, y);
      return firstOwner(records, -entry - FIRST_RECORD, pointAt(x, y));
    },
    holdersAt(x, y) {
      const entry = entryAt(x, y);
      if (entry >= NOBODY) return entry === NOBODY ? [] : [entry];
      return entry === CROWDED ? holders(x, y) : listOwners(records, -entry - FIRST_RECORD, pointAt(x, y));
    },
  };
}
