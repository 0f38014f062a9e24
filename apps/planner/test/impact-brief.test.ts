import { MEASURES } from "@getu/domain/redraw";
import type { GridImpact, Impact, Measure } from "@getu/domain/redraw";
import { expect, test } from "vitest";
import { briefOf } from "../src/panels/impact-brief.ts";

type Sides = [before: number | null, after: number | null];

const grid = (fate: GridImpact["fate"], known: Partial<Record<Measure, Sides>>): GridImpact => {
  const measures = MEASURES.map((measure) => {
    const [before, after] = known[measure] ?? [null, null];
    return [measure, { before, after, isEstimate: false }];
  });
  return {
    grid: 1,
    code: "A",
    name: "甲",
    fate,
    measures: Object.fromEntries(measures) as GridImpact["measures"],
  };
};

const point = { id: 1, name: "甲", from: 1, to: 2 };

// By hand: 40 households go from the first grid to the new one, and the 30 of the one that goes to the second.
const impact: Impact = {
  grids: [
    grid("stays", { households: [100, 60], incidents365: [10, 8] }),
    grid("stays", { households: [50, 80], incidents365: [5, 5] }),
    grid("new", { households: [null, 40], incidents365: [null, 2] }),
    grid("goes", { households: [30, null] }),
  ],
  balance: { households: { before: null, after: null }, incidents365: { before: null, after: null } },
  leaders: [],
  areas: [],
  cameras: [point, point],
  places: [point],
  openWork: { total: 7, moved: [point] },
};

test("the short impact counts grids by their fate, what comes to another grid, and all open work that moves", () => {
  expect(briefOf(impact)).toEqual({
    grids: { stays: 2, new: 1, goes: 1 },
    households: 70,
    incidents365: 2,
    openWork: 7,
    cameras: 2,
    places: 1,
  });
});
