import { createColumns } from "./columns.ts";
import type { HeatColumns } from "./columns.ts";

const DIGITS = 2 ** 16;

/** One 16-bit digit of the order (time, kind, x, y); the least significant comes first. */
const digits: readonly ((columns: HeatColumns) => { of: Uint16Array | Uint32Array; shift: number })[] = [
  ({ y }) => ({ of: y, shift: 0 }),
  ({ x }) => ({ of: x, shift: 0 }),
  ({ kind }) => ({ of: kind, shift: 0 }),
  ({ time }) => ({ of: time, shift: 0 }),
  ({ time }) => ({ of: time, shift: 16 }),
];

/** Where each digit's rows begin; null when all rows share one digit, and the pass can be left out. */
function beginnings(of: Uint16Array | Uint32Array, shift: number): Uint32Array | null {
  const begin = new Uint32Array(DIGITS + 1);
  for (let row = 0; row < of.length; row++) begin[((of[row]! >>> shift) & 0xffff) + 1]!++; // a digit is below DIGITS
  for (let digit = 0; digit < DIGITS; digit++) {
    if (begin[digit + 1] === of.length) return null;
    begin[digit + 1]! += begin[digit]!; // both within DIGITS + 1
  }
  return begin;
}

/** A row of some columns. */
export type RowCursor = { columns: HeatColumns; row: number };

/** Negative, zero or positive as the first row comes before, with or after the second in order (time, kind, x, y). */
export function compareRows(
  { columns: one, row: a }: RowCursor,
  { columns: other, row: b }: RowCursor,
): number {
  return (
    one.time[a]! - other.time[b]! || // cursors stand on rows of their columns, here and below
    one.kind[a]! - other.kind[b]! ||
    one.x[a]! - other.x[b]! ||
    one.y[a]! - other.y[b]!
  );
}

/** True when the rows already stand in order (time, kind, x, y). */
function isSorted(columns: HeatColumns): boolean {
  const [before, after] = [
    { columns, row: 0 },
    { columns, row: 1 },
  ];
  for (; after.row < columns.time.length; before.row++, after.row++) {
    if (compareRows(before, after) > 0) return false;
  }
  return true;
}

/** The order (time, kind, x, y) as row numbers: five stable counting passes, the same cost for any input. */
function sortedOrder(columns: HeatColumns): Uint32Array {
  let order = new Uint32Array(columns.time.length);
  for (let row = 0; row < order.length; row++) order[row] = row;
  let next = new Uint32Array(order.length);
  for (const digit of digits) {
    const { of, shift } = digit(columns);
    const begin = beginnings(of, shift);
    if (!begin) continue;
    for (let i = 0; i < order.length; i++) {
      const row = order[i]!;
      next[begin[(of[row]! >>> shift) & 0xffff]!++] = row; // `begin` has a place for every digit
    }
    [order, next] = [next, order];
  }
  return order;
}

/** The same rows in order (time, kind, x, y); the columns themselves when they are in order already. */
export function sortRows(columns: HeatColumns): HeatColumns {
  if (isSorted(columns)) return columns;
  const order = sortedOrder(columns);
  const sorted = createColumns(order.length);
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    sorted.time[i] = columns.time[row]!; // `row` is one of the columns' rows, here and below
    sorted.x[i] = columns.x[row]!;
    sorted.y[i] = columns.y[row]!;
    sorted.kind[i] = columns.kind[row]!;
  }
  return sorted;
}
