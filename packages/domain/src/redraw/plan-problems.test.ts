import { isRefusal, loadPartition } from "@getu/geometry/partition";
import type { AreaGeometry } from "@getu/geometry";
import { expect, test } from "vitest";
import { listPlanProblems } from "./plan-problems.ts";
import { FIRST_NEW_GRID, replaySteps } from "./plan.ts";
import type { Plan, PlanStep } from "./plan.ts";

const square = (x: number, y: number): AreaGeometry => {
  const at = (dx: number, dy: number): [number, number] => [
    (1_200_000 + x + dx) / 10_000,
    (300_000 + y + dy) / 10_000,
  ];
  return { type: "Polygon", coordinates: [[at(0, 0), at(1, 0), at(1, 1), at(0, 1), at(0, 0)]] };
};

/** Three by three squares of one parent with nothing in the middle. */
function withGap(): Plan {
  const places = [0, 1, 2]
    .flatMap((x) => [0, 1, 2].map((y) => [x, y] as const))
    .filter(([x, y]) => x !== 1 || y !== 1);
  const partition = loadPartition(places.map(([x, y], i) => ({ owner: i + 1, area: square(x, y) })));
  if (isRefusal(partition)) throw new Error(partition.refused);
  const plain = { leaderName: null, households: null, householdsEstimated: false, name: "made up" };
  const lanes = places.map((_, i) => ({ ...plain, id: i + 1, tier: 1, code: `L${i}`, parentId: 99 }));
  const parent = { ...plain, id: 99, tier: 0, code: "P", parentId: null };
  return { partition, grids: new Map([...lanes, parent].map((grid) => [grid.id, grid])) };
}

const severitiesOf = (base: Plan, ...steps: PlanStep[]) =>
  listPlanProblems(base, replaySteps(base, steps).plan)
    .filter(({ kind }) => kind === "gap")
    .map(({ severity, isOld }) => [severity, isOld]);

test("R13 a flaw that was there before asks, whoever owns what is around it now; closing it ends it", () => {
  const base = withGap();
  expect(severitiesOf(base)).toEqual([["warning", true]]);
  expect(severitiesOf(base, { kind: "exchange", one: 1, other: 4 })).toEqual([["warning", true]]);
  const middle = [1_200_001_000, 300_001_000] as const;
  expect(severitiesOf(base, { kind: "assign-face", from: -1, at: middle, to: 4 })).toEqual([]);
});

test("R7 a part of a cut gets no number that a grid above it has: its ground would be nobody's", () => {
  const line = [
    [1_200_000_500, 300_000_000],
    [1_200_000_500, 300_001_000],
  ] as const;
  const stoppedAt = (firstNewOwner: number) =>
    replaySteps(withGap(), [{ kind: "split", owner: 1, line, firstNewOwner }]).stopped;
  expect(stoppedAt(99)).toEqual({ index: 0, refusal: { refused: "owner-in-use", owners: [99] } });
  expect(stoppedAt(FIRST_NEW_GRID)).toBeNull();
});

test("more households than a grid can have are asked about, unless they stood there before", () => {
  const base = withGap();
  const described = (plan: Plan, households: number | null) => {
    const { code, name, leaderName } = plan.grids.get(1)!; // one of the squares
    const step = { kind: "describe", grid: 1, code, name, leaderName, households } as const;
    return replaySteps(plan, [step]).plan;
  };
  const foundIn = (from: Plan, plan: Plan) =>
    listPlanProblems(from, plan).filter(({ kind }) => kind === "many-households");
  const absurd = described(base, 2_147_483_647);
  expect(foundIn(base, absurd)).toMatchObject([{ severity: "warning", grids: [1] }]);
  expect(foundIn(absurd, absurd)).toEqual([]);
  for (const households of [50_000, null]) expect(foundIn(base, described(base, households))).toEqual([]);
});
