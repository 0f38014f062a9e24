/**
 * The cell index: which areas hold a point, by one array read for most points.
 *
 * A raster lies over all outlines, about four cells for every edge. A cell that no edge touches lies in one area, or in
 * none, as a whole: the cell's entry is the answer. A cell that edges touch has a record of just those edges, of the
 * rings that matter there, and of which of these rings hold its reference point (the south-west corner).
 *
 * A point in such a cell is compared with the reference point. Walk from the point west to the reference's meridian, then
 * along it to the reference: every edge on the way changes the answer of the rings that it belongs to, so their bits are
 * toggled, and the bits that remain tell the rings that hold the point. Only edges of the record can lie on the way, since
 * the way does not leave the cell. A polygon holds what its shell holds and none of its holes does.
 *
 * Exactness. A point on a border has an owner by R14, "the area you enter by stepping east and then a hair north": as if the
 * point were moved by (α, β), both positive, vanishingly small, β far smaller than α. Both legs of the way decide ties as
 * that moved point lies, and `orient` is exact, so the answer is the brute force's for every point in whole units. The
 * walk also carries the reference from each cell to the next one in its row while the index is built, starting one unit
 * west of everything, where no ring holds anything.
 *
 * Costs. Built in one sweep over cells and edges. A record of an edge is five numbers of 32 bits; edges are unique, so a
 * border between two areas is stored once per cell. Cells with more rings than a number has bits, or with very many edges,
 * are marked and answered by the slower search. Everything that answers is in two typed arrays.
 */
import { CROWDED, FIRST_RECORD, firstOwner, listOwners, NOBODY } from "./cell-record.ts";
import { sweepCells } from "./cell-sweep.ts";
import type { Way } from "./crossing.ts";
import type { EdgeTable } from "./edge-table.ts";
import type { Holders } from "./holders.ts";
import type { SidedRing } from "./sided-ring.ts";

/** Answers for one exact point in whole units, without the second look. */
export type CellIndex = {
  /** The first area that holds the point, or -1. */
  ownerAt(x: number, y: number): number;
  /** All areas that hold it, ascending. */
  holdersAt: Holders;
};

/** Builds the index over the unique edges of `rings`; `holders` answers for crowded cells. */
export function createCellIndex(table: EdgeTable, rings: readonly SidedRing[], holders: Holders): CellIndex {
  if (table.count === 0) return { ownerAt: () => NOBODY, holdersAt: () => [] };
  const { raster, entries, records } = sweepCells(table, rings);
  const { west, south, width, height, columns, rows } = raster;
  const entryAt = (x: number, y: number): number => {
    const [column, row] = [Math.floor((x - west) / width), Math.floor((y - south) / height)];
    if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return NOBODY; // also for NaN
    return entries[row * columns + column]!; // inside the raster
  };
  const wayFrom = (x: number, y: number): Way => {
    const [column, row] = [Math.floor((x - west) / width), Math.floor((y - south) / height)];
    return { x, y, toX: west + column * width, toY: south + row * height };
  };
  return {
    ownerAt(x, y) {
      const entry = entryAt(x, y);
      if (entry >= NOBODY) return entry;
      if (entry === CROWDED) return holders(x, y)[0] ?? NOBODY;
      return firstOwner(records, -entry - FIRST_RECORD, wayFrom(x, y));
    },
    holdersAt(x, y) {
      const entry = entryAt(x, y);
      if (entry >= NOBODY) return entry === NOBODY ? [] : [entry];
      return entry === CROWDED ? holders(x, y) : listOwners(records, -entry - FIRST_RECORD, wayFrom(x, y));
    },
  };
}
