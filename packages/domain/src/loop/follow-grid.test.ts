import { expect, test } from "vitest";
import { followedStep, followGrid } from "./follow-grid.ts";
import type { LoopState } from "./loop-state.ts";
import { stepSchema } from "./step.ts";

const stateOf = (owner: LoopState["owner"], asked: LoopState["owner"] | null = null): LoopState => ({
  status: "assigned",
  before: null,
  owner,
  givenBy: null,
  asked: asked && { duty: asked, acceptBy: new Date(0) },
  reached: null,
  settleBy: null,
  standsUntil: null,
  duplicateOf: null,
  clock: {
    startedAt: new Date(0),
    rule: { amount: 1, unit: "calendar-day" },
    pauses: [],
    extensions: [],
    stoppedAt: null,
  },
});
const across = { from: "1/10/100", to: "2/20/200" };

test("a duty for the old grid, or for one above it, goes to the grid at the same height of the new path", () => {
  for (const [level, gridPath, expected] of [
    [3, "1/10/100", "2/20/200"],
    [2, "1/10", "2/20"],
    [1, "1", "2"],
    [0, "", ""],
    [4, "1/10/100", "2/20/200"],
  ] as const) {
    const next = followGrid(stateOf({ level, gridPath }, { level, gridPath }), across);
    expect([next.owner, next.asked?.duty]).toEqual([
      { level, gridPath: expected },
      { level, gridPath: expected },
    ]);
  }
});

test("a duty elsewhere stays, and a state in which nobody changes is the same", () => {
  for (const gridPath of ["1/10/101", "1/11", "3", "1/10/1001"]) {
    const state = stateOf({ level: 3, gridPath });
    expect(followGrid(state, across)).toBe(state);
  }
  const within = stateOf({ level: 2, gridPath: "1/10" });
  expect(followGrid(within, { from: "1/10/100", to: "1/10/101" })).toBe(within);
});

test("what comes to lie outside every grid is the top's", () => {
  const next = followGrid(stateOf({ level: 3, gridPath: "1/10/100" }), { from: "1/10/100", to: "" });
  expect(next.owner).toEqual({ level: 0, gridPath: "" });
});

test("the step that tells of it is the house's own: the same status, who answered and who answers now, and no clock", () => {
  const before = stateOf({ level: 1, gridPath: "1" }, { level: 3, gridPath: "1/10/100" });
  const after = followGrid(before, across);
  const at = new Date(1000);
  expect(stepSchema.parse(followedStep({ before, after, at, dueAt: null }))).toMatchObject({
    action: "redraw",
    actor: { role: "system" },
    at,
    from: "assigned",
    to: "assigned",
    ownerBefore: { level: 1, gridPath: "1" },
    ownerAfter: { level: 1, gridPath: "2" },
    asked: { level: 3, gridPath: "2/20/200" },
    clock: "none",
  });
});
