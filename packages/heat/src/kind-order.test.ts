import { expect, test } from "vitest";
import { createColumns } from "./columns.ts";
import { createKindOrder, kindsBefore, rowsByKind } from "./kind-order.ts";

const ROWS = 30_000;

/** Rows of 90 kinds, some of them rare, in no pattern that fits the steps. */
const columns = createColumns(ROWS);
for (let row = 0; row < ROWS; row++) columns.kind[row] = 700 * Math.floor(((row * 7919) % 8101) / 91);

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

test("rows by kind are sorted by kind, then as they stood", () => {
  const rows = [...rowsByKind(columns, createKindOrder(columns))];
  expect(rows).toEqual(
    Array.from({ length: ROWS }, (_, row) => row).sort(
      (a, b) => columns.kind[a]! - columns.kind[b]! || a - b,
    ),
  );
});
