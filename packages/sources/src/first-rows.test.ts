import { expect, test } from "vitest";
import { createFirstRows } from "./first-rows.ts";

test("every id is known by its row, also when there are more than one map holds", () => {
  const firstRows = createFirstRows(10);
  for (let row = 1; row <= 95; row++) {
    expect(firstRows.get(`id-${row}`)).toBeUndefined();
    firstRows.set(`id-${row}`, row);
  }
  for (let row = 1; row <= 95; row++) expect(firstRows.get(`id-${row}`)).toBe(row);
});
