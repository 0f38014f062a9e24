import { expect, test } from "vitest";
import { createFirstRows } from "./first-rows.ts";

const ROWS = 300_000;

/** Ids as files have them: alike but for a digit, in any script, short and long. */
const MAKERS: Record<string, (row: number) => string> = {
  counted: (row) => `id-${row}`,
  padded: (row) => String(row).padStart(12, "0"),
  dated: (row) => `2026-${row % 12}-${Math.floor(row / 12)}`,
  Chinese: (row) => `案件〔${row % 97}〕${Math.floor(row / 97)}号`,
  long: (row) => `${"x".repeat(row % 180)}${row}`,
};

test.for(Object.keys(MAKERS))("every id is known by its row and no other is, however many: %s", (name) => {
  const idOf = MAKERS[name]!; // one of its keys
  const firstRows = createFirstRows();
  let known = 0;
  for (let row = 1; row <= ROWS; row++) {
    const id = idOf(row);
    if (firstRows.get(id) !== undefined) known += 1;
    firstRows.set(id, row);
  }
  expect(known).toBe(0);
  let forgotten = 0;
  for (let row = 1; row <= ROWS; row++) if (firstRows.get(idOf(row)) !== row) forgotten += 1;
  expect(forgotten).toBe(0);
});

test("the empty id is an id", () => {
  const firstRows = createFirstRows();
  expect(firstRows.get("")).toBeUndefined();
  firstRows.set("", 7);
  expect(firstRows.get("")).toBe(7);
});
