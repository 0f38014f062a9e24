import type { Plan } from "@getu/domain/redraw";
import { expect, test } from "vitest";
import { makeTown } from "../test/town.ts";
import { attemptRecord, beginHistory, commitAttempt, isRefusedRecord, planOf, undoAttempt } from "./index.ts";
import { listParentsFor, problemsWithin, readHouseholds } from "./index.ts";
import type { FixableProblem, GridRecord } from "./index.ts";

const rest = { leaderName: "试验", households: 30, householdsEstimated: false };
const lane = (id: number, parentId: number) => ({
  ...rest,
  id,
  tier: 2,
  code: `L${id}`,
  name: `弄${id}`,
  parentId,
});

/** Four blocks in two compounds of one community; another compound has nothing yet. */
const plan: Plan = {
  partition: makeTown(4, 1),
  grids: new Map(
    [
      ...[1, 2].map((id) => lane(id, 11)),
      ...[3, 4].map((id) => lane(id, 12)),
      ...[11, 12, 13].map((id) => ({
        ...rest,
        id,
        tier: 1,
        code: `C${id}`,
        name: `小区${id}`,
        parentId: 21,
      })),
      { ...rest, id: 21, tier: 0, code: "S", name: "社区", parentId: null },
    ].map((grid) => [grid.id, grid]),
  ),
};
const first = plan.grids.get(1)!; // of the plan above
const tryTo = (said: Partial<GridRecord>, isLocked = false) =>
  attemptRecord({ plan, isLocked: () => isLocked }, first, { ...first, ...said });

test("a grid gets another name, code and parent in one step, keeps what is not asked for, and undo gives all back", () => {
  const attempt = tryTo({ name: " 新弄 ", code: "L9", parentId: 12 });
  if (isRefusedRecord(attempt)) throw new Error(attempt.refused);
  const history = commitAttempt(beginHistory(plan), attempt);
  expect(planOf(history).grids.get(1)).toEqual({ ...first, name: "新弄", code: "L9", parentId: 12 });
  expect(planOf(history).partition).toBe(plan.partition);
  expect(planOf(undoAttempt(history))).toBe(plan);
});

test("a grid gets another leader, or none, and another number of households, or none that is known", () => {
  const described = (said: Partial<GridRecord>) => {
    const attempt = tryTo(said);
    if (isRefusedRecord(attempt)) throw new Error(attempt.refused);
    const { leaderName, households } = planOf(commitAttempt(beginHistory(plan), attempt)).grids.get(1)!; // of the plan
    return [leaderName, households];
  };
  expect(described({ leaderName: " 李四 ", households: 0 })).toEqual(["李四", 0]);
  expect(described({ leaderName: "  ", households: 1_000_000 })).toEqual([null, 1_000_000]);
  expect(described({ households: null })).toEqual(["试验", null]);
});

test.each([
  ["", null],
  [" 320 ", 320],
  ["0", 0],
  ["-1", Number.NaN],
  ["3.5", Number.NaN],
  ["1e3", Number.NaN],
  ["三百", Number.NaN],
  ["12345678901", Number.NaN],
])("households typed as %o are read as %o", (typed, read) => {
  expect(readHouseholds(typed)).toBe(read);
});

test("another number than the one shown is a count; where none was typed, the one on record goes along", () => {
  const shown = { ...first, households: 15, householdsEstimated: true };
  const stepsFor = (said: Partial<GridRecord>) =>
    attemptRecord({ plan, isLocked: () => false }, shown, { ...shown, ...said });
  expect(stepsFor({ households: 30 })).toMatchObject({ steps: [{ households: 30, isCounted: true }] });
  const renamed = { kind: "describe", grid: 1, code: "L1", name: "新弄", leaderName: "试验", households: 30 };
  expect(stepsFor({ name: "新弄" })).toMatchObject({ steps: [renamed] });
  expect(stepsFor({ name: "新弄" })).not.toMatchObject({ steps: [{ isCounted: true }] });
  expect(stepsFor({})).toMatchObject({ steps: [] });
});

test("what says nothing new has no steps", () => {
  expect(tryTo({})).toMatchObject({ steps: [] });
});

test.each([
  [{ code: "L2" }, "code", "code-taken"],
  [{ code: "  " }, "code", "code-unfit"],
  [{ name: "" }, "name", "name-unfit"],
  [{ name: "两\n行" }, "name", "name-unfit"],
  [{ name: "一\u202e二" }, "name", "name-unfit"],
  [{ leaderName: "两\n行" }, "leaderName", "leader-unfit"],
  [{ households: -1 }, "households", "households-unfit"],
  [{ households: 1.5 }, "households", "households-unfit"],
  [{ households: Number.NaN }, "households", "households-unfit"],
  [{ households: 1_000_001 }, "households", "households-unfit"],
  [{ parentId: 2 }, "parentId", "parent-not-allowed"],
  [{ parentId: 99 }, "parentId", "grid-unknown"],
] as const)("%o is refused at once: %s, %s", (said, field, refused) => {
  expect(tryTo(said)).toEqual({ field, refused });
});

test("a code of another tier is free, and a locked grid keeps its record", () => {
  expect(tryTo({ code: "C11" })).toMatchObject({ steps: [{ kind: "describe" }] });
  expect(tryTo({ name: "新弄" }, true)).toMatchObject({ refused: "locked" });
});

test("only grids of the next tier that own no outline are offered as parents, and each of them is allowed", () => {
  const offered = listParentsFor(plan, first).map(({ id }) => id);
  expect(offered).toEqual([11, 12, 13]);
  for (const parentId of offered) expect(isRefusedRecord(tryTo({ parentId }))).toBe(false);
});

test("a range of sizes holds its ends; what has no size stays", () => {
  const sizes = [null, 0.5, 10, 200];
  const problems = sizes.map((squareMetres): FixableProblem => {
    return { kind: "gap", severity: "error", grids: [], at: null, isOld: false, squareMetres, fix: null };
  });
  const within = (least: number | null, most: number | null) =>
    problemsWithin(problems, { least, most }).map(({ squareMetres }) => squareMetres);
  expect(within(null, null)).toEqual(sizes);
  expect(within(10, null)).toEqual([null, 10, 200]);
  expect(within(null, 10)).toEqual([null, 0.5, 10]);
  expect(within(0.6, 9.9)).toEqual([null]);
});
