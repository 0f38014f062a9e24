import type { CellDesk } from "./cell-batch.ts";

/** Nobody holds. An entry of this, or above, answers for the whole cell. */
export const NOBODY = -1;

/** The entry that stands for a plan, and the plan that an entry stands for; every such entry is below NOBODY. */
export const planEntry = (plan: number): number => NOBODY - 1 - plan;

/** Gives `points` points the entries of their cells as owners; those that need more are left waiting, and counted. */
export function readEntries(
  {
    raster,
    entries,
    units,
    owners,
    waiting,
  }: Pick<CellDesk, "raster" | "entries" | "units" | "owners" | "waiting">,
  points: number,
): number {
  const { west, south, columnShift, rowShift, columns } = raster;
  const [across, up] = [raster.east - west, raster.north - south];
  const nobody = NOBODY | 0;
  let count = 0;
  for (let i = 0; i < points; i++) {
    // Unsigned, what lies west or south of the raster is farther away than its other side.
    const x = (units[2 * i]! - west) >>> 0; // two units a point
    const y = (units[2 * i + 1]! - south) >>> 0; // as above
    let entry = nobody;
    if (x <= across && y <= up) entry = entries[Math.imul(y >>> rowShift, columns) + (x >>> columnShift)]!; // inside
    owners[i] = entry;
    waiting[count] = i;
    count += (entry + 1) >>> 31; // 1 below NOBODY
  }
  return count;
}
