import { BYTES_PER_ROW, createGrowingColumns, sliceColumns } from "./columns.ts";
import type { GrowingColumns, HeatColumns, HeatRow } from "./columns.ts";
import { scanRows } from "./count-run.ts";
import type { Count } from "./count-run.ts";
import { isWithin } from "./outside-rows.ts";
import type { TimeRange } from "./weekly-hours.ts";

/** The newest rows, in the order they came, whatever their times; every question looks at all of them. */
export type HeatTail = { added: GrowingColumns; withdrawn: GrowingColumns };

/** How many of each a build has taken from the tail. */
export type TailMark = { added: number; withdrawn: number };

/** A tail without rows. */
export const createHeatTail = (): HeatTail => ({
  added: createGrowingColumns(),
  withdrawn: createGrowingColumns(),
});

/** Rows in the tail, withdrawn ones included. */
export const rowsOfTail = ({ added, withdrawn }: HeatTail): number => added.rows + withdrawn.rows;

/** What the tail takes in memory. */
export const bytesOfTail = ({ added, withdrawn }: HeatTail): number =>
  (added.columns.time.length + withdrawn.columns.time.length) * BYTES_PER_ROW;

/** Puts a row into the tail; `sign` is -1 for a withdrawn one. */
export const pushToTail = (tail: HeatTail, row: HeatRow, sign: 1 | -1): void =>
  (sign === 1 ? tail.added : tail.withdrawn).push(row);

/** The rows as they are now, and how many they are, for a build to take. */
export function copyTail({ added, withdrawn }: HeatTail): {
  added: HeatColumns;
  withdrawn: HeatColumns;
  mark: TailMark;
} {
  return {
    added: sliceColumns(added.columns, { count: added.rows }),
    withdrawn: sliceColumns(withdrawn.columns, { count: withdrawn.rows }),
    mark: { added: added.rows, withdrawn: withdrawn.rows },
  };
}

/** Forgets the rows that a build has taken; those that came meanwhile stay. */
export function dropFromTail({ added, withdrawn }: HeatTail, mark: TailMark): void {
  added.dropFirst(mark.added);
  withdrawn.dropFirst(mark.withdrawn);
}

/** Adds the tail's rows to the picture. */
export function countTail(tail: HeatTail, count: Count): void {
  for (const sign of [1, -1] as const) {
    const rows = sign === 1 ? tail.added : tail.withdrawn;
    scanRows(rows.columns, rowPairsWithin(rows, count.times), { count, sign });
  }
}

/** Rows whose time one of the ranges holds, as flat pairs `[from, to)`. */
function rowPairsWithin({ columns, rows }: GrowingColumns, times: readonly TimeRange[]): number[] {
  const pairs: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (!isWithin(times, columns.time[row]!)) continue; // row < rows
    if (pairs.at(-1) === row) pairs[pairs.length - 1] = row + 1;
    else pairs.push(row, row + 1);
  }
  return pairs;
}
