import type { CellCounter } from "./cell-counter.ts";
import { POSITION_LEVEL } from "./heat-root.ts";
import type { TimeRange } from "./weekly-hours.ts";

/** A row outside the root: its cell is of level 26, and it stands for `count` incidents (negative when withdrawn). */
export type OutsideRow = { time: number; x: number; y: number; kind: number; count: number };

/**
 * Incidents outside the root, and those before 1970 or after 2106, kept apart and looked at one by one: few, or the root is
 * too small for its territory.
 */
export type OutsideRows = {
  add(row: OutsideRow): void;
  list(): IterableIterator<OutsideRow>;
  /** Rows that count for something. */
  readonly size: number;
};

/** About what one row takes in memory. */
export const BYTES_PER_OUTSIDE_ROW = 200;

/** No rows yet. Equal rows are one, and one that was added and withdrawn is gone. */
export function createOutsideRows(): OutsideRows {
  const rows = new Map<string, OutsideRow>();
  return {
    add(row) {
      const key = `${row.time} ${row.x} ${row.y} ${row.kind}`;
      const count = (rows.get(key)?.count ?? 0) + row.count;
      if (count === 0) rows.delete(key);
      else rows.set(key, { ...row, count });
    },
    list: () => rows.values(),
    get size() {
      return rows.size;
    },
  };
}

/** True when one of the ranges (in order, without overlap) holds the time. */
export function isWithin(times: readonly TimeRange[], time: number): boolean {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]!.to <= time) low = middle + 1; // middle < times.length
    else high = middle;
  }
  return low < times.length && times[low]!.from <= time; // low < times.length
}

/** Which rows outside to count, into which cells. */
export type OutsideCount = {
  holdsTime: (seconds: number) => boolean;
  wanted: Uint8Array | null;
  counter: CellCounter;
};

/** Adds the rows outside the root to the picture. */
export function countOutside(rows: OutsideRows, { holdsTime, wanted, counter }: OutsideCount): void {
  const { level, west, north, east, south } = counter.view;
  const fold = POSITION_LEVEL - level;
  for (const row of rows.list()) {
    const [x, y] = [row.x >>> fold, row.y >>> fold];
    if (x < west || x > east || y < north || y > south) continue;
    if (wanted && wanted[row.kind] === 0) continue;
    if (holdsTime(row.time)) counter.add(x, y, row.count);
  }
}
