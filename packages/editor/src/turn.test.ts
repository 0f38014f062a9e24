import { FIRST_NEW_GRID, planStepSchema } from "@getu/domain/redraw";
import {
  applyChange,
  edgesAt,
  invertChange,
  listOwners,
  nodeOf,
  replayOperations,
  twiceAreaOfOwner,
} from "@getu/geometry/partition";
import type { Operation, Partition } from "@getu/geometry/partition";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  at,
  blocksOf,
  click,
  contextOf,
  errorsOf,
  makeTown,
  point,
  press,
  sitDown,
  textOf,
  tilingOf,
  townWithGap,
  work,
} from "../test/town.ts";
import { createRoadGraph, stepsOf, TOOLS, turnTool } from "./index.ts";
import type { Attempt, ToolInput } from "./index.ts";

const accept: ToolInput = { type: "accept" };

test("R7: a cut is drawn by clicks, proposed by one yes and done by the next", () => {
  const drawn = work(sitDown(makeTown(2, 1), "cut", 1), [
    click(0, 4000),
    point(9000, 4000),
    click(10_000, 4000),
  ]);
  expect(drawn.hand.phase).toBe("drawing");
  const proposed = work(drawn, [accept]);
  expect(proposed.hand.phase).toBe("proposed");
  expect(proposed.commits).toEqual([]);
  const done = work(proposed, [accept]);
  const tiling = tilingOf(done);
  expect([blocksOf(tiling, 1), blocksOf(tiling, FIRST_NEW_GRID)]).toEqual([0.6, 0.4]);
  expect(done.hand.phase).toBe("ready");
});

test("R7: without a selection the grid under the line is cut, and a swap gives the smaller part the number", () => {
  const inputs = [click(10_000, 4000), click(20_000, 4000), accept, { type: "swap" }, accept] as const;
  const tiling = tilingOf(work(sitDown(makeTown(2, 1), "cut"), inputs));
  expect([blocksOf(tiling, 2), blocksOf(tiling, FIRST_NEW_GRID)]).toEqual([0.4, 0.6]);
});

test("R7: a line that misses the selected grid cuts the grid it crosses; one that crosses both cuts the selected one", () => {
  const bench = sitDown(makeTown(2, 1), "cut", 1);
  const missed = tilingOf(work(bench, [click(10_000, 4000), click(20_000, 4000), accept, accept]));
  expect([1, 2, FIRST_NEW_GRID].map((owner) => blocksOf(missed, owner))).toEqual([1, 0.6, 0.4]);
  const through = tilingOf(
    work(bench, [click(20_000, 4000), click(10_000, 4000), click(0, 4000), accept, accept]),
  );
  expect(blocksOf(through, 2)).toBe(1);
  expect(blocksOf(through, 1) + blocksOf(through, FIRST_NEW_GRID)).toBe(1);
});

test("R7: a line that does not cross stays a drawing and says why it is no cut", () => {
  const { hand } = work(sitDown(makeTown(2, 1), "cut", 1), [click(0, 4000), click(6000, 4000), accept]);
  expect(hand.phase).toBe("drawing");
  expect(hand.blocked?.refused).toBe("line-does-not-cross");
});

test("R8: the selected grid takes in the one that is clicked, after a yes", () => {
  const tiling = tilingOf(
    work(sitDown(makeTown(2, 2), "merge", 1), [point(15_000, 5000), click(15_000, 5000), accept]),
  );
  expect(listOwners(tiling)).toEqual([1, 3, 4]);
  expect(blocksOf(tiling, 1)).toBe(2);
});

test("R8: grids that do not border on each other leave the hand empty, with the reason", () => {
  const { hand } = work(sitDown(makeTown(3, 1), "merge", 1), [click(25_000, 5000)]);
  expect([hand.phase, hand.blocked?.refused]).toEqual(["ready", "not-neighbours"]);
});

test("R9: a node that is dragged takes all its neighbours along, and the release is the step", () => {
  const held = work(sitDown(makeTown(2, 2), "move", 1), [press(10_100, 9900), point(11_000, 12_000)]);
  expect(held.commits).toEqual([]);
  expect(held.hand.proposal?.after).toBeDefined();
  const released = work(held, [{ type: "release" }]);
  const tiling = tilingOf(released);
  for (const owner of [1, 2, 3, 4]) expect(blocksOf(tiling, owner)).not.toBe(1);
  expect([1, 2, 3, 4].reduce((sum, owner) => sum + blocksOf(tiling, owner), 0)).toBe(4);
  expect(released.hand.focus).toEqual(at(11_000, 12_000));
});

test("R9: where a dragged node cannot go it stays at the last place where it could, and says why", () => {
  const inputs = [press(10_000, 10_000), point(12_000, 12_000), point(90_000, 12_000)];
  const held = work(sitDown(makeTown(2, 2), "move", 1), inputs);
  expect(held.hand.blocked?.refused).toMatch(/^would-/);
  const tiling = tilingOf(work(held, [{ type: "release" }]));
  expect(edgesAt(tiling, nodeOf(tiling, at(12_000, 12_000)))).toHaveLength(4);
});

test("R9: an edge that is dragged gets a node, and a double click puts one in without moving anything", () => {
  const dragged = work(sitDown(makeTown(2, 1), "move", 1), [
    press(10_000, 2500),
    point(12_000, 2500),
    { type: "release" },
  ]);
  expect(blocksOf(tilingOf(dragged), 1)).toBe(1.05);
  const doubled = { type: "double-click", at: at(10_000, 2500), place: at(10_000, 2500) } as const;
  const tiling = tilingOf(work(sitDown(makeTown(2, 1), "move", 1), [doubled]));
  expect(edgesAt(tiling, nodeOf(tiling, at(10_000, 2500)))).toHaveLength(2);
  expect(blocksOf(tiling, 1)).toBe(1);
});

test("keys go from node to node, push them and take them out", () => {
  const inputs = [press(10_000, 5000), { type: "release" }, { type: "nudge", by: [500, 0] }] as const;
  const pushed = work(sitDown(makeTown(2, 1), "move", 1), inputs);
  expect(pushed.hand.focus).toEqual(at(10_500, 5000));
  const deleted = work(pushed, [{ type: "delete" }]);
  expect(blocksOf(tilingOf(deleted), 1)).toBe(1);
  expect(deleted.hand.focus).toBeNull();
  const first = work(deleted, [{ type: "next-node", by: 1 }]).hand.focus;
  expect(first).toEqual(at(0, 0));
  expect(
    work(deleted, [
      { type: "next-node", by: 1 },
      { type: "next-node", by: 1 },
    ]).hand.focus,
  ).not.toEqual(first);
});

test("R10: a shared border is laid along a line, drawn from either end", () => {
  for (const path of [
    [click(12_000, 2000), click(12_000, 8000)],
    [click(12_000, 8000), click(12_000, 2000)],
  ]) {
    const inputs = [click(10_000, 2500), ...path, accept, accept];
    const tiling = tilingOf(work(sitDown(makeTown(2, 1), "reshape"), inputs));
    expect(blocksOf(tiling, 1)).toBeCloseTo(1.16, 9);
  }
});

test("R10: a border laid along a road is kept as that, and takes the course that drawing along the road would give it", () => {
  const town = makeTown(2, 1);
  const bends = [at(10_000, 0), at(12_000, 2000), at(12_000, 8000), at(10_000, 10_000)];
  const { between } = createRoadGraph([{ name: null, path: bends }]);
  const bench = sitDown(town, "road");
  const context = { ...contextOf(bench), roadBetween: between };
  const proposed = turnTool(bench.hand, click(10_000, 2500), context);
  const { commit } = turnTool(proposed.hand, accept, context);
  const [step] = commit!.steps;
  expect(step).toMatchObject({ kind: "follow-road" });
  expect(planStepSchema.parse(step)).toEqual(step);
  const drawing = [click(10_000, 2500), click(12_000, 2000), click(12_000, 8000), accept, accept];
  const drawn = tilingOf(work(sitDown(town, "reshape"), drawing));
  expect(textOf(commit!.after.partition)).toBe(textOf(drawn));
});

test("R11: what a ring holds of the neighbours goes to the selected grid", () => {
  const ring = [click(10_000, 2000), click(13_000, 2000), click(13_000, 6000), click(10_000, 6000)];
  const tiling = tilingOf(work(sitDown(makeTown(2, 2), "transfer", 1), [...ring, accept, accept]));
  expect(blocksOf(tiling, 1)).toBe(1.12);
  expect(blocksOf(tiling, 2)).toBe(0.88);
});

test("R13: a click into a gap proposes to give it to the selected grid", () => {
  const tiling = tilingOf(work(sitDown(townWithGap(), "transfer", 2), [click(10_000, 5000), accept]));
  expect(errorsOf(townWithGap())).toContain("gap");
  expect(errorsOf(tiling)).toEqual([]);
  expect(blocksOf(tiling, 2)).toBe(1.006);
});

test("a locked grid takes no loss and no gain, yet its neighbour may be cut beside it", () => {
  const isLocked = (owner: number): boolean => owner === 2;
  const move = [press(10_000, 5000), point(12_000, 5000), { type: "release" }] as const;
  const moved = work(sitDown(makeTown(2, 1), "move", 1), move, isLocked);
  expect(moved.commits).toEqual([]);
  const cut = [click(0, 4000), click(10_000, 4000), accept, accept];
  expect(work(sitDown(makeTown(2, 1), "cut", 1), cut, isLocked).commits).toHaveLength(1);
  const ring = [click(9000, 2000), click(13_000, 2000), click(13_000, 6000), accept];
  expect(work(sitDown(makeTown(2, 1), "transfer", 1), ring, isLocked).hand.proposal).toBeNull();
});

test("escape goes back one step at a time: the proposal, then the selection", () => {
  const drawn = work(sitDown(makeTown(2, 1), "cut", 1), [click(0, 4000), click(10_000, 4000), accept]);
  const once = work(drawn, [{ type: "cancel" }]);
  expect([once.hand.phase, once.hand.selected]).toEqual(["ready", 1]);
  expect(work(once, [{ type: "cancel" }]).hand.selected).toBeNull();
});

test("the last point of a drawing can be taken back", () => {
  const drawn = work(sitDown(makeTown(2, 1), "cut", 1), [
    click(0, 4000),
    click(3000, 3000),
    { type: "step-back" },
  ]);
  expect(drawn.hand.sketch).toEqual([at(0, 4000)]);
  const empty = work(drawn, [{ type: "step-back" }]);
  expect([empty.hand.sketch, empty.hand.phase]).toEqual([[], "ready"]);
});

function takenBack(tiling: Partition, commits: readonly Attempt[]): Partition {
  const changes = commits.flatMap((attempt) => attempt.changes).toReversed();
  return changes.reduce((now, change) => applyChange(now, invertChange(change)) as Partition, tiling);
}

test("R17: whatever is done with pointer and keys, the town stays tiled, its changes lead back to the first state exactly, and its log forth again", () => {
  const place = fc
    .tuple(fc.integer({ min: -1000, max: 31_000 }), fc.integer({ min: -1000, max: 21_000 }))
    .map(([x, y]) => at(x - (x % 500), y - (y % 500)));
  const pointing = fc.constantFrom(
    "point" as const,
    "click" as const,
    "click" as const,
    "double-click" as const,
  );
  const input: fc.Arbitrary<ToolInput> = fc.oneof(
    fc.record({ type: fc.constant("choose"), tool: fc.constantFrom(...TOOLS) }),
    fc.tuple(pointing, place).map(([type, where]) => ({ type, at: where, place: where })),
    fc.tuple(pointing, place).map(([type, where]) => ({ type, at: where, place: where })),
    place.map((where) => ({ type: "press" as const, at: where })),
    fc.record({
      type: fc.constant("nudge" as const),
      by: fc.tuple(fc.integer({ min: -900, max: 900 }), fc.integer({ min: -900, max: 900 })),
    }),
    fc.record({ type: fc.constant("next-node" as const), by: fc.constantFrom(-1, 1) }),
    fc.constantFrom<ToolInput>(
      accept,
      accept,
      { type: "release" },
      { type: "cancel" },
      { type: "swap" },
      { type: "step-back" },
      { type: "delete" },
    ),
  );
  const base = makeTown(3, 2);
  let commits = 0;
  fc.assert(
    fc.property(fc.array(input, { maxLength: 120, size: "max" }), (inputs) => {
      const done = work(sitDown(base, "move", 1), inputs);
      const tiling = tilingOf(done);
      commits += done.commits.length;
      expect(errorsOf(tiling)).toEqual([]);
      expect(twiceAreaOfOwner(tiling, 0)).toBe(twiceAreaOfOwner(base, 0));
      expect(textOf(takenBack(tiling, done.commits))).toBe(textOf(base));
      const log = JSON.parse(JSON.stringify(stepsOf(done.history))) as Operation[];
      expect(textOf(replayOperations(base, log).partition)).toBe(textOf(tiling));
    }),
    { seed: 6, numRuns: 150 },
  );
  expect(commits).toBeGreaterThan(150);
});
