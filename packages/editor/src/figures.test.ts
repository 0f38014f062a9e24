import { expect, test } from "vitest";
import { click, makeTown, point, press, sitDown, townWithGap, work } from "../test/town.ts";
import type { Bench } from "../test/town.ts";
import { comesApart, effectsOf, figuresOf, findProblems, planOf } from "./index.ts";
import type { IsLocked } from "./index.ts";

/** The bench with a hundred households in the first grid, two hundred in the second and so on. */
const counted = (bench: Bench): Bench => {
  const { base } = bench.history;
  const grids = [...base.grids].map(([id, grid]) => [id, { ...grid, households: 100 * id }] as const);
  return { ...bench, history: { ...bench.history, base: { ...base, grids: new Map(grids) } } };
};

test("R18: the effect of a step names everybody it touches, the largest change first, before and after", () => {
  const begun = counted(sitDown(makeTown(2, 1), "move", 1));
  const { commits } = work(begun, [press(10_000, 5000), point(12_000, 5000), { type: "release" }]);
  const effects = effectsOf(commits[0]!, begun.history.base); // one commit
  expect(effects.map(({ owner }) => owner)).toEqual([1, 2]);
  const [one, two] = effects;
  expect(one!.after!.squareMetres / one!.before!.squareMetres).toBeCloseTo(1.1, 6); // two effects of owners that stay
  expect([two!.before, two!.after]).toMatchObject([
    { households: 200, householdsEstimated: false },
    { households: 180, householdsEstimated: true },
  ]);
});

test("R18: what a step says of households is what stands there once it is done, also after others", () => {
  const begun = counted(sitDown(makeTown(3, 1), "move", 1));
  const after = work(begun, [press(10_000, 5000), point(6000, 5000), { type: "release" }]);
  const next = { ...after, hand: { ...after.hand, selected: 2 } };
  const { commits, history } = work(next, [press(20_000, 5000), point(17_000, 5000), { type: "release" }]);
  const effects = effectsOf(commits.at(-1)!, history.base); // two commits
  const told = effects.map((effect) => [effect.owner, effect.after!.households]); // all stay
  // By hand: the second got a fifth of the first, 20 households, and loses 15 % of its own ground, 30 of its 200.
  expect(Object.fromEntries(told)).toEqual({ 2: 200 + 20 - 30, 3: 300 + 30 });
});

test("R18: a square block has the compactness of a rectangle of its sides on the ground, an area in pieces none", () => {
  const [width, height] = [Math.cos((31.1 * Math.PI) / 180), 1];
  const expected = (4 * Math.PI * width * height) / (2 * (width + height)) ** 2;
  expect(figuresOf(sitDown(makeTown(2, 1), "inspect").history.base, 1)!.compactness).toBeCloseTo(expected, 4); // owner 1 is there
  const ring = [click(21_000, -100), click(24_000, -100), click(24_000, 10_100), click(21_000, 10_100)];
  const torn = work(sitDown(makeTown(3, 1), "transfer", 1), [
    ...ring,
    { type: "accept" },
    { type: "accept" },
  ]);
  expect(figuresOf(planOf(torn.history), 1)!.compactness).toBe(0); // as above
  expect(figuresOf(planOf(torn.history), 7)).toBeNull();
});

test("a transfer to a grid that lies elsewhere is known to tear it before it is done, one across the border is not", () => {
  const tornBy = (west: number, east: number) => {
    const ring = [click(west, -100), click(east, -100), click(east, 10_100), click(west, 10_100)];
    const begun = sitDown(makeTown(3, 1), "transfer", 1);
    const { hand } = work(begun, [...ring, { type: "accept" }]);
    return effectsOf(hand.proposal!, begun.history.base) // it can be done
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
