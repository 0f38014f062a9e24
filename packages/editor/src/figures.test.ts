import { FIRST_NEW_GRID, replaySteps } from "@getu/domain/redraw";
import { expect, test } from "vitest";
import { at, click, makeTown, point, press, sitDown, tilingOf, townWithGap, work } from "../test/town.ts";
import type { Bench } from "../test/town.ts";
import {
  comesApart,
  effectsOf,
  estimateHouseholds,
  figuresOf,
  findProblems,
  householdsOf,
  planOf,
} from "./index.ts";
import type { IsLocked } from "./index.ts";

const households = new Map([
  [1, 300],
  [2, 500],
]);

test("R18: households follow the share of the area that moves, and none is lost", () => {
  const cut = [click(10_000, 4000), click(20_000, 4000), { type: "accept" }, { type: "accept" }] as const;
  const { commits } = work(sitDown(makeTown(2, 1), "cut", 2), cut);
  const [step] = commits;
  const estimated = estimateHouseholds(step!.before.partition, step!.after.partition, households); // one commit
  expect([1, 2, FIRST_NEW_GRID].map((owner) => Math.round(estimated.get(owner) ?? 0))).toEqual([
    300, 300, 200,
  ]);
});

test("R18: the effect of a step names everybody it touches, the largest change first, before and after", () => {
  const { commits } = work(sitDown(makeTown(2, 1), "move", 1), [
    press(10_000, 5000),
    point(12_000, 5000),
    { type: "release" },
  ]);
  const effects = effectsOf(commits[0]!, households); // one commit
  expect(effects.map(({ owner }) => owner)).toEqual([1, 2]);
  const [one, two] = effects;
  expect(one!.after!.squareMetres / one!.before!.squareMetres).toBeCloseTo(1.1, 6); // two effects of owners that stay
  expect(two!.after!.households).toBeCloseTo(450, 6); // as above
  expect(one!.before!.households! + two!.before!.households!).toBe(800); // as above
});

test("R18: what a step says of households is what stands there once it is done, also after others", () => {
  const begun = sitDown(makeTown(3, 1), "move", 1);
  const { base } = begun.history;
  const grids = [...base.grids].map(([id, grid]) => [id, { ...grid, households: 100 * id }] as const);
  const bench = { ...begun, history: { ...begun.history, base: { ...base, grids: new Map(grids) } } };
  const after = work(bench, [press(10_000, 5000), point(6000, 5000), { type: "release" }]);
  const next = { ...after, hand: { ...after.hand, selected: 2 } };
  const { commits, history } = work(next, [press(20_000, 5000), point(17_000, 5000), { type: "release" }]);
  const last = commits.at(-1)!; // two commits
  const before = householdsOf(history.base, last.before);
  const effects = effectsOf(last, before, householdsOf(history.base, planOf(history)));
  const told = effects.map((effect) => [effect.owner, Math.round(effect.after!.households!)]); // all stay
  // By hand: the second got a fifth of the first, 20 households, and loses 15 % of its own ground, 30 of its 200.
  expect(Object.fromEntries(told)).toEqual({ 2: 200 + 20 - 30, 3: 300 + 30 });
});

test("R18: the number that a planner gives for a grid stands; what joining added up is estimated on with the area", () => {
  const { base } = sitDown(makeTown(3, 1), "inspect").history;
  const grids = new Map([...base.grids].map(([id, grid]) => [id, { ...grid, households: 100 * id }]));
  const counted = { ...base, grids };
  const described = { ...grids.get(1)!, kind: "describe", grid: 1, households: 7 } as const; // of the town
  const given = replaySteps(counted, [described]).plan;
  expect([...householdsOf(counted, given)]).toEqual([
    [1, 7],
    [2, 200],
    [3, 300],
  ]);
  const strip = [at(15_000, -100), at(20_000, -100), at(20_000, 10_100), at(15_000, 10_100)];
  const joined = replaySteps(counted, [{ kind: "merge", keep: 1, absorb: 2 }]).plan;
  const shrunk = replaySteps(joined, [{ kind: "transfer", rings: [strip], from: [1], to: 3 }]).plan;
  const households = householdsOf(counted, shrunk);
  expect(shrunk.grids.get(1)?.households).toBe(300); // what joining wrote down
  // By hand: half of the second, 100 of its 200 households, goes on to the third.
  expect([1, 3].map((id) => Math.round(households.get(id)!))).toEqual([200, 400]); // both stand
});

test("R18: a square block has the compactness of a rectangle of its sides on the ground, an area in pieces none", () => {
  const [width, height] = [Math.cos((31.1 * Math.PI) / 180), 1];
  const expected = (4 * Math.PI * width * height) / (2 * (width + height)) ** 2;
  expect(figuresOf(makeTown(2, 1), 1, households)!.compactness).toBeCloseTo(expected, 4); // owner 1 is there
  const ring = [click(21_000, -100), click(24_000, -100), click(24_000, 10_100), click(21_000, 10_100)];
  const partition = tilingOf(
    work(sitDown(makeTown(3, 1), "transfer", 1), [...ring, { type: "accept" }, { type: "accept" }]),
  );
  expect(figuresOf(partition, 1, households)!.compactness).toBe(0); // as above
  expect(figuresOf(partition, 7, households)).toBeNull();
});

test("a transfer to a grid that lies elsewhere is known to tear it before it is done, one across the border is not", () => {
  const tornBy = (west: number, east: number) => {
    const ring = [click(west, -100), click(east, -100), click(east, 10_100), click(west, 10_100)];
    const { hand } = work(sitDown(makeTown(3, 1), "transfer", 1), [...ring, { type: "accept" }]);
    return effectsOf(hand.proposal!, households) // it can be done
      .filter(comesApart)
      .map(({ owner }) => owner)
      .sort((a, b) => a - b);
  };
  expect(tornBy(21_000, 24_000)).toEqual([1, 3]); // the strip leaves something of the third on either side
  expect(tornBy(9900, 14_000)).toEqual([]);
});

const problemsOf = (bench: Bench, isLocked: IsLocked = () => false) =>
  findProblems({ base: bench.history.base, plan: planOf(bench.history) }, isLocked);

test("R13: a gap has a fix that closes it, and the check afterwards finds none", () => {
  const begun = sitDown(townWithGap(), "inspect");
  const [gap] = problemsOf(begun);
  expect([gap!.kind, gap!.isOld]).toEqual(["gap", true]); // there is one
  const metresPerUnit = (6_371_008.8 * Math.PI) / 180 / 1e7;
  const onGround = 600 * 2000 * metresPerUnit ** 2 * Math.cos((31.1 * Math.PI) / 180);
  expect(gap!.squareMetres! / onGround).toBeCloseTo(1, 4); // as above
  const proposed = work(begun, [{ type: "propose", steps: [gap!.fix!] }]); // with a fix
  expect(proposed.hand.phase).toBe("proposed");
  expect(problemsOf(work(proposed, [{ type: "accept" }]))).toEqual([]);
});

test("R13: a detached piece is given to its longest neighbour, unless that one is locked", () => {
  const ring = [click(21_000, -100), click(24_000, -100), click(24_000, 10_100), click(21_000, 10_100)];
  const torn = work(sitDown(makeTown(3, 1), "transfer", 1), [
    ...ring,
    { type: "accept" },
    { type: "accept" },
  ]);
  const fixesOf = (isLocked?: IsLocked) =>
    problemsOf(torn, isLocked).flatMap(({ kind, grids, fix }) =>
      kind === "multipart" && grids[0] === 1 ? [fix] : [],
    );
  expect(fixesOf()).toMatchObject([{ kind: "assign-face", from: 1, to: 3 }]);
  expect(fixesOf((owner) => owner === 3)).toEqual([null]);
});
