import type { AreaGeometry } from "@getu/geometry";
import { isRefusal, loadPartition } from "@getu/geometry/partition";
import type { UnitPlace } from "@getu/geometry/partition";
import { expect, test } from "vitest";
import type { PlanGrid } from "./plan-grid.ts";
import { FIRST_NEW_GRID, replaySteps } from "./plan.ts";
import type { Plan, PlanStep } from "./plan.ts";
import { settleHouseholds } from "./settle-households.ts";

const SIDE = 10_000;

const at = (x: number, y: number): UnitPlace => [1_200_000_000 + x * SIDE, 300_000_000 + y * SIDE];

const square = (x: number): AreaGeometry => {
  const corners = [at(x, 0), at(x + 1, 0), at(x + 1, 1), at(x, 1), at(x, 0)];
  return { type: "Polygon", coordinates: [corners.map(([lng, lat]) => [lng / 1e7, lat / 1e7])] };
};

const WEST = 98;
const EAST = 99;

/** Four squares in a row with 100, 200, 300 and 400 households: two below one parent, two below another. */
function town(other: Partial<Record<number, Partial<PlanGrid>>> = {}): Plan {
  const partition = loadPartition([0, 1, 2, 3].map((x) => ({ owner: x + 1, area: square(x) })));
  if (isRefusal(partition)) throw new Error(partition.refused);
  const plain = { leaderName: null, householdsEstimated: false };
  const lane = (id: number): PlanGrid => {
    const parentId = id < 3 ? WEST : EAST;
    return { ...plain, id, tier: 1, code: `L${id}`, name: `${id}`, parentId, households: 100 * id };
  };
  const parent = (id: number, households: number): PlanGrid => {
    return { ...plain, id, tier: 0, code: `P${id}`, name: `${id}`, parentId: null, households };
  };
  const grids = [...[1, 2, 3, 4].map(lane), parent(WEST, 300), parent(EAST, 700)];
  return { partition, grids: new Map(grids.map((grid) => [grid.id, { ...grid, ...other[grid.id] }])) };
}

/** What a town comes to: ≈ before what is an estimate. */
function toldBy(base: Plan, ...steps: PlanStep[]): Record<number, string> {
  const { plan, stopped } = replaySteps(base, steps);
  if (stopped) throw new Error(stopped.refusal.refused);
  const { grids } = settleHouseholds(base, plan);
  return Object.fromEntries(
    [...grids].map(([id, { households, householdsEstimated }]) => [
      id,
      `${householdsEstimated ? "≈" : ""}${households}`,
    ]),
  );
}

const COUNTED = { 1: "100", 2: "200", 3: "300", 4: "400", [WEST]: "300", [EAST]: "700" };

/** The western part of a square, as a share of it, comes to the one before it. */
const give = (from: number, to: number, share: number): PlanStep => {
  const [west, east] = [from - 1, from - 1 + share];
  return {
    kind: "transfer",
    rings: [[at(west, 0), at(east, 0), at(east, 1), at(west, 1)]],
    from: [from],
    to,
  };
};

const described = (grid: number, households: number | null): PlanStep => {
  return { kind: "describe", grid, code: `L${grid}`, name: `${grid}`, leaderName: null, households };
};

const splitFirst: PlanStep = {
  kind: "split",
  owner: 1,
  line: [at(0.25, 0), at(0.25, 1)],
  firstNewOwner: FIRST_NEW_GRID,
};

test("R18 where no ground moves, a count stays one, and an estimate stays one until another number is given", () => {
  expect(toldBy(town())).toEqual(COUNTED);
  const base = town({ 1: { householdsEstimated: true }, [WEST]: { householdsEstimated: true } });
  expect(toldBy(base, { ...described(1, 100), name: "Elm Lane" } as PlanStep)).toEqual({
    ...COUNTED,
    1: "≈100",
    [WEST]: "≈300",
  });
  expect(toldBy(base, described(1, 120))).toEqual({ ...COUNTED, 1: "120", [WEST]: "320" });
});

test("R18 ground takes its share of the households along, both sides say so, and so do the grids above them", () => {
  expect(toldBy(town(), give(2, 1, 0.5))).toEqual({ ...COUNTED, 1: "≈200", 2: "≈100", [WEST]: "≈300" });
  expect(toldBy(town(), give(3, 2, 0.1))).toEqual({
    ...COUNTED,
    2: "≈230",
    3: "≈270",
    [WEST]: "≈330",
    [EAST]: "≈670",
  });
});

test("R18 parts of a grid share what it had; whole grids add up to a count, of which an estimate makes an estimate", () => {
  const parts = toldBy(town(), splitFirst);
  expect(new Set([parts[1], parts[FIRST_NEW_GRID]])).toEqual(new Set(["≈25", "≈75"]));
  const { 2: _, ...rest } = COUNTED;
  const merge: PlanStep = { kind: "merge", keep: 1, absorb: 2 };
  expect(toldBy(town(), merge)).toEqual({ ...rest, 1: "300" });
  const base = town({ 2: { householdsEstimated: true } });
  expect(toldBy(base, merge)).toEqual({ ...rest, 1: "≈300", [WEST]: "≈300" });
  // Half of the third goes to what was joined: by hand 300 and 150.
  expect(toldBy(town(), { kind: "merge", keep: 2, absorb: 1 }, give(3, 2, 0.5))).toMatchObject({
    2: "≈450",
    3: "≈150",
  });
});

test("R18 a number that the planner gives for a grid is a count of its outline, until ground comes or goes again", () => {
  expect(toldBy(town(), give(2, 1, 0.5), described(2, 90))).toEqual({
    ...COUNTED,
    1: "≈200",
    2: "90",
    [WEST]: "≈290",
  });
  expect(toldBy(town(), described(2, 90), give(2, 1, 0.5))).toEqual({
    ...COUNTED,
    1: "≈145",
    2: "≈45",
    [WEST]: "≈190",
  });
  // Counted between two changes: the second takes its share of what was counted, and of what had come by then.
  const twice = [give(2, 1, 0.5), described(2, 90), give(3, 2, 0.5)];
  expect(toldBy(town(), ...twice)).toEqual({
    ...COUNTED,
    1: "≈200",
    2: "≈240",
    3: "≈150",
    [WEST]: "≈440",
    [EAST]: "≈550",
  });
});

test("R18 a count stays one although it equals the number before: a split of 93 households off a park leaves 93 and 0", () => {
  const base = town({ 1: { households: 93 }, [WEST]: { households: 293 } });
  const counts = [described(1, 93), described(FIRST_NEW_GRID, 0)];
  const told = { ...COUNTED, 1: "93", [FIRST_NEW_GRID]: "0", [WEST]: "293" };
  expect(toldBy(base, splitFirst, ...counts)).toEqual(told);
  expect(toldBy(base, splitFirst, ...counts.toReversed())).toEqual(told);
  const { [FIRST_NEW_GRID]: _, ...rest } = told;
  expect(toldBy(base, splitFirst, ...counts, { kind: "merge", keep: 1, absorb: FIRST_NEW_GRID })).toEqual(
    rest,
  );
  // The border is where it was before nobody counted.
  expect(toldBy(base, splitFirst, { kind: "merge", keep: 1, absorb: FIRST_NEW_GRID })).toEqual(rest);
  expect(
    toldBy(town(), give(2, 1, 0.5), { ...described(2, 200), isCounted: true } as PlanStep),
  ).toMatchObject({
    2: "200",
  });
});

test("R18 a number that goes along with another name counts nothing", () => {
  const renamed = { ...described(2, 200), name: "Elm Lane" } as PlanStep;
  const told = { ...COUNTED, 1: "≈200", 2: "≈100", [WEST]: "≈300" };
  expect(toldBy(town(), give(2, 1, 0.5), renamed)).toEqual(told);
  expect(toldBy(town(), renamed, give(2, 1, 0.5))).toEqual(told);
  const again = { ...described(2, 90), name: "Elm Lane" } as PlanStep;
  expect(toldBy(town(), give(2, 1, 0.5), described(2, 90), again)).toMatchObject({ 2: "90" });
});

test("R18 a grid above with a number of its own keeps it, as an estimate once its ground changed", () => {
  const base = town({ [WEST]: { households: 350 }, [EAST]: { households: 750 } });
  expect(toldBy(base, give(2, 1, 0.5))).toMatchObject({ [WEST]: "350", [EAST]: "750" });
  expect(toldBy(base, give(3, 2, 0.1))).toMatchObject({ [WEST]: "≈350", [EAST]: "≈750" });
  expect(toldBy(base, { kind: "re-parent", grid: 3, parent: WEST })).toMatchObject({
    [WEST]: "≈350",
    [EAST]: "≈750",
  });
  expect(toldBy(town(), { kind: "re-parent", grid: 3, parent: WEST })).toMatchObject({
    [WEST]: "600",
    [EAST]: "400",
  });
});

test("R18 of what is not known nothing is made up: the number on record stays, as one of an older outline", () => {
  const base = town({ 2: { households: null } });
  expect(toldBy(base, give(2, 1, 0.5))).toMatchObject({ 1: "≈100", 2: "null" });
});
