import type { Board } from "@getu/domain";
import { expect, test } from "vitest";
import { listOf } from "../../src/print/booklet/booklet-pages.ts";

const boards = (count: number): Board[] => Array.from({ length: count }, (_, i) => ({ number: i }) as never);

test("the list names the page of each grid, and grows by pages that the numbers count in", () => {
  expect(listOf([])).toEqual([]);
  const [first] = listOf(boards(3));
  expect(first!.map(({ number, page }) => [number, page])).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
  const two = listOf(boards(36));
  expect(two.map(({ length }) => length)).toEqual([35, 1]);
  expect(two.flat().map(({ page }) => page)).toEqual(Array.from({ length: 36 }, (_, i) => i + 5));
});
