import type { CellDesk } from "./cell-batch.ts";
import { planEntry } from "./cell-entry.ts";

/*
 * The ground plan of a cell with borders in it: eight whole numbers of 32 bits, half a line of the processor's cache.
 *
 *     4   8 by 8 patches of two bits each, row by row from the south-west: which of the areas below covers the patch, or
 *         BORDER when a border may touch it
 *     3   areas; where the cell's record knows two sides, first the area of an even number of pieces, then that of an odd one
 *     1   the offset of the cell's record (cell-record.ts): whom to ask about a patch with a border
 *
 * Of ten points in such cells eight lie in patches that no border touches. As the record's offset comes fourth after three
 * areas, one read after the patch gives either the answer or whom to ask.
 */

/** Numbers of a plan. */
export const PLAN_SIZE = 8;

/** Where a plan's areas begin. */
export const AREAS_AT = 4;

/** How many areas a plan names. */
export const AREAS = 3;

/** Where a plan keeps the offset of its record. */
export const RECORD_AT = AREAS_AT + AREAS;

/** The code of a patch that a border may touch. */
export const BORDER = 3;

/** Patches in a row of a cell, and rows. */
export const PATCHES = 8;

const PATCH_BITS = 3;

/** A patch is this power of two wide, or high, in a cell of 2 ** cellShift units; never less than a unit. */
export const patchShiftOf = (cellShift: number): number => Math.max(0, cellShift - PATCH_BITS);

/** The code of a patch. */
function patchCode(plans: Int32Array, plan: number, patch: number): number {
  return (plans[plan + (patch >> 4)]! >>> ((patch << 1) & 31)) & 3; // 16 patches a number
}

/** Gives a row of patches, all BORDER before, their codes: two bits each, from the west. */
export function setPatchRow(
  plans: Int32Array,
  plan: number,
  { row, codes }: { row: number; codes: number },
): void {
  plans[plan + (row >> 1)]! ^= (codes ^ 0xffff) << ((row & 1) << 4); // two rows a number
}

/** Gives the first `points` that wait the owners of their patches; those where a border may run are left waiting, and counted. */
export function readPlans(desk: CellDesk, points: number): number {
  const { raster, plans, units, owners, waiting, waitingPlans } = desk;
  const { west, south, columnShift, rowShift } = raster;
  const [columnMask, rowMask] = [2 ** columnShift - 1, 2 ** rowShift - 1];
  const [acrossShift, upShift] = [patchShiftOf(columnShift) | 0, patchShiftOf(rowShift) | 0];
  const [patches, areasAt, firstEntry] = [PATCHES | 0, AREAS_AT | 0, planEntry(0) | 0];
  let count = 0;
  for (let at = 0; at < points; at++) {
    const i = waiting[at]!; // at < points
    const plan = (firstEntry - owners[i]!) | 0; // `waiting` numbers points
    const column = ((units[2 * i]! - west) & columnMask) >>> acrossShift; // two units a point
    const row = ((units[2 * i + 1]! - south) & rowMask) >>> upShift; // as above
    const code = patchCode(plans, plan, row * patches + column);
    owners[i] = plans[plan + areasAt + code]!; // an area, or after the last area the record
    waiting[count] = i;
    waitingPlans[count] = plan;
    count += (code + 1) >>> 2; // 1 for BORDER
  }
  return count;
}
