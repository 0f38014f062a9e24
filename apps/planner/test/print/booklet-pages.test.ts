import type { Board } from "@getu/domain";
import { expect, test } from "vitest";
import { listOf } from "../../src/print/booklet/booklet-pages.ts";

const boards = (count: number, name = "翠屏一网格", leaderName = "王桂兰"): Board[] =>
  Array.from({ length: count }, () => ({ grid: { name }, leader: { name: leaderName } }) as never);

test("the list names the page of each grid, and grows by pages that the numbers count in", () => {
  expect(listOf([])).toEqual([]);
  const [first] = listOf(boards(3));
  expect(first!.map(({ number, page }) => [number, page])).toEqual([[1, 4], [2, 5], [3, 6]]); // prettier-ignore
  const two = listOf(boards(36));
  expect(two.map(({ length }) => length)).toEqual([35, 1]);
  expect(two.flat().map(({ page }) => page)).toEqual(Array.from({ length: 36 }, (_, i) => i + 5));
  const estimated = boards(35).map(({ grid, ...rest }) => ({
    ...rest,
    grid: { ...grid, householdsEstimated: true },
  }));
  expect(listOf(estimated).map(({ length }) => length)).toEqual([34, 1]); // a line says what ≈ means
});

test("names of several lines are whole in the list, on as many pages as they take", () => {
  // Two lines take 1.72 of one: 20 of the 35 that a page holds.
  const long = boards(41, "云溪街道滨河东路北段智慧产业园职工宿舍区第十二号楼院网格甲乙");
  expect(listOf(long).map(({ length }) => length)).toEqual([20, 20, 1]);
  const leaders = boards(21, "翠屏一网格", "阿卜杜热合曼·买买提江·依");
  expect(listOf(leaders).map(({ length }) => length)).toEqual([20, 1]);
  expect(
    listOf(long)
      .flat()
      .map(({ page }) => page)[0],
  ).toBe(6);
});
