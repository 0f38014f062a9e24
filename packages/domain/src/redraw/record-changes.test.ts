import { isRefusal, loadPartition } from "@getu/geometry/partition";
import type { AreaGeometry } from "@getu/geometry";
import { expect, test } from "vitest";
import { FIRST_NEW_GRID, replaySteps } from "./plan.ts";
import type { GridEdit, Plan, PlanStep } from "./plan.ts";
import { listRecordChanges } from "./record-changes.ts";

const unit = 1000;

const square = (x: number): AreaGeometry => {
  const at = (dx: number, dy: number): [number, number] => [120 + (x + dx) / 10_000, 30 + dy / 10_000];
  return { type: "Polygon", coordinates: [[at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)]] };
};

/** Three squares in a row, the third below another parent. */
function town(): Plan {
  const partition = loadPartition([0, 1, 2].map((x) => ({ owner: x + 1, area: square(x) })));
  if (isRefusal(partition)) throw new Error(partition.refused);
  const lane = (id: number, parentId: number) => ({
    id,
    tier: 1,
    code: `L${id}`,
    name: `Lane ${id}`,
    parentId,
    leaderName: `Leader ${id}`,
    households: 100 * id,
    householdsEstimated: false,
  });
  const parent = (id: number) => ({
    ...lane(id, 0),
    tier: 0,
    name: `Parent ${id}`,
    parentId: null,
    households: null,
  });
  const grids = [lane(1, 98), lane(2, 98), lane(3, 99), parent(98), parent(99)];
  return { partition, grids: new Map(grids.map((grid) => [grid.id, grid])) };
}

const base = town();

const changed = (steps: readonly PlanStep[], moved: Parameters<typeof listRecordChanges>[1] = []) => {
  const { plan, stopped } = replaySteps(base, steps);
  if (stopped) throw new Error(stopped.refusal.refused);
  return listRecordChanges({ before: base, after: plan }, moved);
};

const described = (grid: number, other: Partial<GridEdit & { kind: "describe" }>): PlanStep => {
  const { code, name, leaderName, households } = base.grids.get(grid)!; // of the town
  return { kind: "describe", grid, code, name, leaderName, households, ...other };
};

test("R18 every thing that is said of a grid stands old beside new, also where no ground moves", () => {
  const steps = [
    described(1, { code: "L9", name: "Elm Lane", leaderName: null, households: 0 }),
    { kind: "re-parent", grid: 1, parent: 99 },
  ] as const;
  expect(changed(steps)).toEqual([
    {
      grid: 1,
      code: "L9",
      name: "Elm Lane",
      fate: "stays",
      shares: [],
      fields: [
        { field: "code", before: "L1", after: "L9" },
        { field: "name", before: "Lane 1", after: "Elm Lane" },
        { field: "parent", before: "Parent 98", after: "Parent 99" },
        { field: "leader", before: "Leader 1", after: null },
        { field: "households", before: 100, after: 0 },
      ],
    },
  ]);
});

test("what is said again as it was is no change, nor is a parent that only has another name one of its grids", () => {
  expect(changed([described(2, {})])).toEqual([]);
  const { plan } = replaySteps(base, [described(98, { name: "Elm Park" })]);
  expect(listRecordChanges({ before: base, after: plan }, [])).toMatchObject([
    { grid: 98, fields: [{ field: "name", before: "Parent 98", after: "Elm Park" }] },
  ]);
});

test("parents of one name are told apart by their codes", () => {
  const before = {
    ...base,
    grids: new Map(base.grids).set(99, { ...base.grids.get(99)!, name: "Parent 98" }),
  };
  const { plan } = replaySteps(before, [{ kind: "re-parent", grid: 1, parent: 99 }]);
  expect(listRecordChanges({ before, after: plan }, [])).toMatchObject([
    { fields: [{ field: "parent", before: "L98", after: "L99" }] },
  ]);
});

test("a grid that a cut makes names whose ground it takes, and the one that stays has its households to be counted", () => {
  const middle = 1_200_000_000 + unit / 2;
  const line = [
    [middle, 300_000_000 - 10],
    [middle, 300_000_000 + unit + 10],
  ] as const;
  const cut = { kind: "split", owner: 1, line, firstNewOwner: FIRST_NEW_GRID } as const;
  expect(changed([cut], [{ from: 1, to: FIRST_NEW_GRID, areaSquareMetres: 50 }])).toMatchObject([
    { code: "L1", fate: "stays", fields: [{ field: "households", before: 100, after: null }] },
    { code: "L1-2", name: "Lane 1-2", fate: "new", fields: [], shares: [{ code: "L1", name: "Lane 1" }] },
  ]);
});

test("a grid that goes names who takes the most of it first, and so does a parent that has none left", () => {
  const moved = [
    { from: 3, to: 1, areaSquareMetres: 10 },
    { from: 3, to: 2, areaSquareMetres: 40 },
    { from: 3, to: 1, areaSquareMetres: 20 },
  ];
  const steps = [
    { kind: "re-parent", grid: 3, parent: 98 },
    { kind: "merge", keep: 2, absorb: 3 },
  ] as const;
  expect(changed(steps, moved)).toMatchObject([
    { code: "L99", name: "Parent 99", fate: "goes", shares: [] },
    { code: "L2", fate: "stays", fields: [{ field: "households", before: 200, after: 500 }] },
    { code: "L3", fate: "goes", shares: [{ code: "L2" }, { code: "L1" }] },
  ]);
});
