import type { NamedGrid } from "@getu/domain";
import { expect, test } from "vitest";
import { listNamedAbove } from "./named-above.ts";

const grid = (id: number, tier: number): NamedGrid => ({
  id,
  tier,
  name: `made up ${id}`,
  parentId: null,
  anchor: [120, 30],
});

const namedOf = (areaIds: readonly number[], names: readonly NamedGrid[]): number[] =>
  listNamedAbove({ areas: { areaIds: Int32Array.from(areaIds) }, names }).map(({ id }) => id);

test("names above the marks are those of the grids with an area: communities of a whole territory, or the one compound that a viewer sees", () => {
  const [communities, compounds, lanes] = [
    [grid(1, 0), grid(2, 0)],
    [grid(3, 1), grid(4, 1)],
    [grid(5, 2), grid(6, 2)],
  ];
  expect(namedOf([1, 2], [...communities, ...compounds, ...lanes])).toEqual([1, 2]);
  expect(namedOf([3], [compounds[0]!, ...lanes])).toEqual([3]); // there are two
  expect(namedOf([6], [lanes[1]!])).toEqual([6]); // as above
});

test("finer names that come in before the coarsest are not put above the marks", () => {
  expect(namedOf([1, 2], [grid(3, 1), grid(4, 1)])).toEqual([]);
});

test("names of more grids than have room above the marks are left to the map", () => {
  const grids = Array.from({ length: 151 }, (_, i) => grid(i + 1, 0));
  const ids = grids.map(({ id }) => id);
  expect(namedOf(ids, grids)).toEqual([]);
  expect(namedOf(ids.slice(1), grids)).toHaveLength(150);
});
