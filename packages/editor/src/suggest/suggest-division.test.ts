import { FIRST_NEW_GRID, replaySteps } from "@getu/domain/redraw";
import type { Plan } from "@getu/domain/redraw";
import { listOwners, toAreas } from "@getu/geometry/partition";
import { expect, test } from "vitest";
import { at, BLOCK, blocksOf, errorsOf, makeTown } from "../../test/town.ts";
import { presentDivision, suggestDivision, weighCounts, weighHouseholds } from "../index.ts";
import type { CountAt, DivisionQuestion, NamedLine, Suggestion } from "../index.ts";

const COMMUNITY = 900;

/** A town whose first blocks belong to one community and the others to another, with 100 households in each block. */
function townOf(columns: number, rows: number, inCommunity = columns * rows): Plan {
  const partition = makeTown(columns, rows);
  const grid = { leaderName: null, households: 100, householdsEstimated: false, tier: 3 };
  const lanes = listOwners(partition).map((id) => {
    const parentId = id <= inCommunity ? COMMUNITY : COMMUNITY + 1;
    return { ...grid, id, code: `G${id}`, name: `网格${id}`, parentId };
  });
  const communities = [COMMUNITY, COMMUNITY + 1].map((id) => {
    const code = `C${id}`;
    return { ...grid, id, code, name: code, tier: 1, parentId: null, households: null };
  });
  return { partition, grids: new Map([...communities, ...lanes].map((each) => [each.id, each])) };
}

/** A road from one place to another, in units from the corner of the town. */
const road = (from: readonly [number, number], to: readonly [number, number]): NamedLine => ({
  name: null,
  path: [at(...from), at(...to)],
});

const ask = (plan: Plan, question: Partial<DivisionQuestion>) =>
  suggestDivision(plan, {
    parent: COMMUNITY,
    count: 2,
    seed: 7,
    roads: [],
    weigh: weighHouseholds(plan.grids, []),
    firstNewOwner: FIRST_NEW_GRID,
    ...question,
  });

/** The plan after a suggestion has been accepted, step by step as a log is replayed. */
function accepted(plan: Plan, found: ReturnType<typeof suggestDivision>): { plan: Plan } & Suggestion {
  if ("refused" in found) throw new Error(found.refused);
  const { plan: after, stopped } = replaySteps(plan, found.steps);
  expect(stopped).toBeNull();
  return { plan: after, ...found };
}

const gridsIn = ({ partition, grids }: Plan, parent: number): number[] =>
  listOwners(partition).filter((id) => grids.get(id)?.parentId === parent);

test("present grids are joined to as many as asked for, each in one piece; other communities stay as they are", () => {
  const plan = townOf(4, 3, 8);
  const { plan: after, balance } = accepted(plan, ask(plan, { count: 2 }));
  expect(gridsIn(after, COMMUNITY)).toHaveLength(2);
  expect(gridsIn(after, COMMUNITY + 1)).toEqual([9, 10, 11, 12]);
  expect([...toAreas(after.partition).values()].map(({ type }) => type)).not.toContain("MultiPolygon");
  expect(errorsOf(after.partition)).toEqual([]);
  expect(balance).toMatchObject({ grids: 2, mean: 400, least: 400, most: 400, variation: 0 });
});

test("a grid that a road runs through is cut along it where that is needed, and only there", () => {
  const plan = townOf(3, 1);
  const roads = [road([-3000, 5000], [3 * BLOCK + 3000, 5000]), road([15_000, -2000], [15_000, 12_000])];
  const { plan: after, steps, balance } = accepted(plan, ask(plan, { roads, count: 2 }));
  const grids = gridsIn(after, COMMUNITY);
  expect(grids.map((id) => blocksOf(after.partition, id))).toEqual([1.5, 1.5]);
  expect(balance.variation).toBeCloseTo(0, 3);
  expect(steps.filter(({ kind }) => kind === "split").length).toBeLessThanOrEqual(3);
  expect(errorsOf(after.partition)).toEqual([]);
});

test("one grid becomes several where roads run through it, and keeps its number", () => {
  const plan = townOf(1, 1);
  const roads = [road([-1000, 5000], [11_000, 5000]), road([5000, -1000], [5000, 11_000])];
  const { plan: after } = accepted(plan, ask(plan, { roads, count: 4 }));
  expect(gridsIn(after, COMMUNITY)).toEqual([1, FIRST_NEW_GRID, FIRST_NEW_GRID + 1, FIRST_NEW_GRID + 2]);
  expect(gridsIn(after, COMMUNITY).map((id) => blocksOf(after.partition, id))).toEqual([
    0.25, 0.25, 0.25, 0.25,
  ]);
});

test("a road along a border and one that ends inside a grid cut nothing", () => {
  const plan = townOf(2, 1);
  const roads = [road([0, 100], [2 * BLOCK, 100]), road([5000, -1000], [5000, 5000])];
  expect(ask(plan, { roads, count: 3 })).toEqual({ refused: "too-few-parts" });
});

test("households of a grid are where its buildings are: the built half weighs all of them", () => {
  const plan = townOf(2, 1);
  const roads = [road([-1000, 5000], [2 * BLOCK + 1000, 5000])];
  const rim = [at(2000, 6000), at(4000, 6000), at(4000, 8000), at(2000, 8000)];
  const buildings = [{ name: null, path: [...rim, at(2000, 6000)] }];
  const weigh = weighHouseholds(plan.grids, buildings);
  const { balance } = accepted(plan, ask(plan, { roads, count: 3, weigh }));
  // Three districts of 100 (the built half, with or without the other), 50 and 50 (halves of the block without a building).
  for (const [is, expected] of [
    [balance.least, 50],
    [balance.most, 100],
    [balance.mean * 3, 200],
  ] as const)
    expect(is).toBeCloseTo(expected, 2);
});

test("incidents weigh where they lie, those of elsewhere not at all", () => {
  const plan = townOf(4, 1, 3);
  const placed = (x: number, count: number): CountAt => {
    const [lng, lat] = at(x, 5000);
    return { position: [lng / 1e7, lat / 1e7], count };
  };
  const counts = [placed(1000, 30), placed(12_000, 10), placed(22_000, 20), placed(35_000, 999)];
  const { plan: after, balance } = accepted(plan, ask(plan, { count: 2, weigh: weighCounts(counts) }));
  expect(gridsIn(after, COMMUNITY)).toEqual([1, 2]);
  expect(balance).toMatchObject({ least: 30, most: 30 });
});

test("a grid without grids below it has nothing to divide, and without a count there is nothing to balance", () => {
  const plan = townOf(2, 1);
  expect(ask(plan, { parent: COMMUNITY + 1 })).toEqual({ refused: "too-few-parts" });
  expect(ask(plan, { parent: 1 })).toEqual({ refused: "too-few-parts" });
  expect(ask(plan, { weigh: weighCounts([]) })).toEqual({ refused: "nothing-to-balance" });
});

test("a community is divided into so many grids now as have an outline in it, with households where all of them are known", () => {
  const plan = townOf(3, 2, 4);
  expect(presentDivision(plan, COMMUNITY)).toEqual({ count: 4, households: 400 });
  const partly = new Map(plan.grids).set(1, { ...plan.grids.get(1)!, households: null }); // of the town
  expect(presentDivision({ ...plan, grids: partly }, COMMUNITY)).toEqual({ count: 4, households: null });
});
