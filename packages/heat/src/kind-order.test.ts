import { expect, test } from "vitest";
import { createColumns } from "./columns.ts";
import {
  createKindOrder,
  groupsByCategory,
  groupsByKind,
  kindsBefore,
  narrowToKinds,
  rowsByGroup,
} from "./kind-order.ts";

const ROWS = 30_000;

/** Rows of 90 kinds, some of them rare, in no pattern that fits the steps. */
const columns = createColumns(ROWS);
for (let row = 0; row < ROWS; row++) columns.kind[row] = 7 * Math.floor(((row * 7919) % 8101) / 91);

test("the kinds before a row are those that a plain count finds, at checkpoints and between", () => {
  const order = createKindOrder(columns);
  for (const row of [0, 1, 4095, 4096, 4097, 8192, 12_345, 29_999, ROWS]) {
    const expected = Array.from(
      order.kinds,
      (kind) => columns.kind.subarray(0, row).filter((k) => k === kind).length,
    );
    expect([...kindsBefore(columns, order, row)]).toEqual(expected);
  }
});

test.each([
  ["kind", groupsByKind, 1],
  ["category", groupsByCategory, 32],
])("rows by %s are sorted by it, then as they stood", (_, groupsOf, size) => {
  const order = createKindOrder(columns);
  const key = (row: number): number => Math.floor(columns.kind[row]! / size);
  expect([...rowsByGroup(columns, order, groupsOf(order))]).toEqual(
    Array.from({ length: ROWS }, (__, row) => row).sort((a, b) => key(a) - key(b) || a - b),
  );
});

test("narrowing to a kind keeps every row of it, and leaves out steps without one", () => {
  const rare = createColumns(ROWS);
  for (const row of [5000, 5001, 20_479, 20_480, 29_999]) rare.kind[row] = 7;
  const order = createKindOrder(rare);
  const wanted = new Uint8Array(2 ** 16);
  wanted[7] = 1;
  const narrowed = narrowToKinds(order, [0, 5001, 5001, 20_480, 20_480, ROWS], wanted);
  expect(narrowed).toEqual([4096, 8192, 16_384, 24_576, 28_672, ROWS]);
  expect(narrowToKinds(order, [0, 4096, 8192, 16_384], wanted)).toEqual([]);
  expect(narrowToKinds(order, [4200, 4300], wanted)).toEqual([4200, 4300]);
});
