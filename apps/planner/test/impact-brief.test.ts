import { counted, MEASURES } from "@getu/domain/redraw";
import type { GridImpact, Impact, Measure, RecordChange, RecordField } from "@getu/domain/redraw";
import { expect, test } from "vitest";
import { briefOf } from "../src/panels/impact-brief.ts";

type Sides = [before: number | null, after: number | null];

const grid = (id: number, fate: GridImpact["fate"], known: Partial<Record<Measure, Sides>>): GridImpact => {
  const measures = MEASURES.map((measure) => {
    const [before, after] = known[measure] ?? [null, null];
    return [measure, counted(before, after)];
  });
  return {
    grid: id,
    code: "A",
    name: "甲",
    fate,
    measures: Object.fromEntries(measures) as GridImpact["measures"],
  };
};

const point = { id: 1, name: "甲", from: 1, to: 2 };

const comesTo = (to: number): Impact["areas"][number] => ({
  from: 1,
  to,
  area: { type: "Polygon", coordinates: [] },
  areaSquareMetres: 1,
});

// By hand: 40 households go from the first grid to the new one, and the 30 of the one that goes to the second.
const impact: Impact = {
  grids: [
    grid(1, "stays", { households: [100, 60], incidents365: [10, 8] }),
    grid(2, "stays", { households: [50, 80], incidents365: [5, 5] }),
    grid(3, "new", { households: [null, 40], incidents365: [null, 2] }),
    grid(4, "goes", { households: [30, null] }),
  ],
  balance: { households: { before: null, after: null }, incidents365: { before: null, after: null } },
  records: [],
  leaders: [],
  areas: [comesTo(2), comesTo(3)],
  cameras: [point, point],
  places: [point],
  openWork: { total: 7, moved: [point] },
};

test("the short impact counts grids by their fate, what comes to another grid, and all open work that moves", () => {
  expect(briefOf(impact)).toEqual({
    grids: { stays: 2, new: 1, goes: 1 },
    isGroundMoved: true,
    records: { grids: 0, fields: { code: 0, name: 0, parent: 0, leader: 0, households: 0 } },
    households: 70,
    incidents365: 2,
    openWork: 7,
    cameras: 2,
    places: 1,
  });
});

test("what is only said of a grid is counted as such, and nobody is said to come to another grid by it", () => {
  const said = (id: number, ...fields: RecordField[]): RecordChange => ({
    grid: id,
    code: "A",
    name: "甲",
    fate: "stays",
    fields: fields.map((field) => ({ field, before: null, after: "乙" })),
    shares: [],
  });
  const told: Impact = {
    ...impact,
    grids: [grid(1, "stays", { households: [100, 120] })],
    records: [said(1, "households", "leader"), said(7, "leader")],
    areas: [],
  };
  expect(briefOf(told)).toMatchObject({
    grids: { stays: 2, new: 0, goes: 0 },
    isGroundMoved: false,
    records: { grids: 2, fields: { leader: 2, households: 1, name: 0 } },
    households: 0,
  });
});
