import { expect, test } from "vitest";
import { firstProblems } from "./index.ts";
import type { PlanProblem } from "./index.ts";

const problem = (kind: string, severity: "error" | "warning"): PlanProblem => ({
  kind,
  severity,
  grids: [1],
  at: null,
  squareMetres: null,
  isOld: false,
});

test("of many problems the errors stay, then who would lose a role, and the rest is counted", () => {
  const slivers = Array.from({ length: 200 }, () => problem("sliver", "warning"));
  const listed = firstProblems([...slivers, problem("grid-held", "warning"), problem("gap", "error")], 20);
  expect(listed.problems.map(({ kind }) => kind).slice(0, 3)).toEqual(["gap", "grid-held", "sliver"]);
  expect([listed.problems.length, listed.more]).toEqual([20, 182]);
});

test("few problems are all listed, and none more", () => {
  const few = [problem("gap", "error"), problem("sliver", "warning")];
  expect(firstProblems(few, 20)).toEqual({ problems: few, more: 0 });
});
