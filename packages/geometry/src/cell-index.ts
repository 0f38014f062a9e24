/*
 * The cell index: which areas hold a point. A raster lies over all outlines; seven points in ten are answered by their cell's
 * entry (cell-entry.ts), most others by a patch of their cell's plan (cell-plan.ts), the rest by the borders in the cell
 * (cell-record.ts). docs/cell-index.md draws it and says why it is exact, why it is fast and what it costs.
 */
import { createCellBatch } from "./cell-batch.ts";
import type { CellBatch } from "./cell-batch.ts";
import { NOBODY, planEntry } from "./cell-entry.ts";
import { cellOf, isInRaster } from "./cell-raster.ts";
import { firstOwner, isCrowded, listOwners, middleOf } from "./cell-record.ts";
import type { CellPoint } from "./cell-record.ts";
import type { SweptCells } from "./cell-sweep.ts";
import type { Holders } from "./holders.ts";

/** Answers for one exact point in whole units, without the second look. */
export type CellIndex = {
  /** The first area that holds the point, or -1. */
  ownerAt(x: number, y: number): number;
  /** All areas that hold it, ascending. */
  holdersAt: Holders;
  /** The first area for each of many points. */
  batch: CellBatch;
};

/** Answers from swept cells; `holders` answers for crowded ones. */
export function createCellIndex(cells: SweptCells, holders: Holders): CellIndex {
  const { raster, entries } = cells;
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
  const ownerByRecord = (plan: number, x: number, y: number): number =>
    isCrowded(cells, plan) ? (holders(x, y)[0] ?? NOBODY) : firstOwner(cells, plan, pointAt(x, y));
  return {
    batch: createCellBatch(cells, ownerByRecord),
    ownerAt(x, y) {
      const entry = entryAt(x, y);
      return entry >= NOBODY ? entry : ownerByRecord(planEntry(entry), x, y);
    },
    holdersAt(x, y) {
      const entry = entryAt(x, y);
      if (entry >= NOBODY) return entry === NOBODY ? [] : [entry];
      const plan = planEntry(entry);
      return isCrowded(cells, plan) ? holders(x, y) : listOwners(cells, plan, pointAt(x, y));
    },
  };
}
