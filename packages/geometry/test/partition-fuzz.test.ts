import { expect, test } from "vitest";
import { checkFuzz } from "./fuzz-check.ts";
import type { FuzzPlan } from "./fuzz-partition.ts";

const SMALL = { columns: 15, rows: 10, edits: 2000, checkEvery: 100 };

const PLANS: readonly FuzzPlan[] = [
  { ...SMALL, style: "ordinary", seed: 20_261 },
  { ...SMALL, style: "degenerate", seed: 20_262 },
];

test.each(PLANS)(
  "R13: after $edits $style edits the total area is the same whole number, GEOS agrees that they tile, and 500 steps are undone exactly (R17)",
  { timeout: 120_000 },
  (plan) => {
    expect(checkFuzz(plan).verdicts.flagged).toBe(0);
  },
);
