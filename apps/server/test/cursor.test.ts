import fc from "fast-check";
import { expect, test } from "vitest";
import { compareCursors, parseCursor } from "../src/live/cursor.ts";

const part = (bits: bigint) => fc.oneof(fc.bigInt(0n, 5n), fc.bigInt(0n, 2n ** bits - 1n));
const cursor = fc
  .tuple(part(64n), part(63n))
  .map(([transaction, row]) => ({ transaction, row, text: `${transaction}-${row}` }));

test("cursors are ordered by transaction, then by row, beyond what a JavaScript number holds", () => {
  fc.assert(
    fc.property(cursor, cursor, (a, b) => {
      const isBefore = a.transaction < b.transaction || (a.transaction === b.transaction && a.row < b.row);
      const isEqual = a.text === b.text;
      expect(Math.sign(compareCursors(a.text, b.text))).toBe(isEqual ? 0 : isBefore ? -1 : 1);
    }),
    { seed: 33, numRuns: 500 },
  );
});

test.each(["", "1", "-1-2", "1-", "1_2", "1-2-3", "0x1-2", "1-2 ", "９-1", "1".repeat(21) + "-1"])(
  "%j is no cursor",
  (text) => {
    expect(parseCursor(text)).toBeNull();
  },
);

test("a cursor is kept as it was sent", () => {
  expect(parseCursor("12-34")).toBe("12-34");
});
