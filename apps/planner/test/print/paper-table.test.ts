import { expect, test } from "vitest";
import { heightsOf } from "../../src/print/table/paper-table.ts";
import type { PaperTable } from "../../src/print/table/paper-table.ts";

const rows = [{ key: "1", cells: ["1", "2"], lines: 1 }];

const table = (titles: readonly string[], other: Partial<PaperTable> = {}): PaperTable => ({
  key: "table",
  title: "表",
  columns: titles.map((title, i) => ({ key: String(i), title, widthMm: 20 })),
  rows,
  ...other,
});

const headOf = (given: PaperTable): number => heightsOf(given).headMm;

test("a head is as high as its names need, and has a row more where columns are in groups", () => {
  const plain = headOf(table(["原", "新"]));
  expect(headOf(table(["原", "应走访的住户在办"])) - plain).toBeCloseTo(4.2, 6); // eight signs of three millimetres
  const grouped = ["原", "新"].map((title) => ({ key: title, title, widthMm: 20, group: "户数" }));
  expect(headOf(table([], { columns: grouped })) - plain).toBeCloseTo(4.2 + 1.7, 6); // a row of one line
});

test("a table without rows takes no room for a head that is not there", () => {
  expect(headOf(table(["原"])) - headOf(table(["原"], { rows: [] }))).toBeCloseTo(4.2 + 1.7, 6);
});
