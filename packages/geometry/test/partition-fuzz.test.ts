import { expect, test } from "vitest";
import { checkFuzz, fuzzTitle } from "./fuzz-check.ts";
import type { FuzzPlan } from "./fuzz-partition.ts";

const SMALL = { columns: 15, rows: 10, edits: 2000, checkEvery: 100 };

const PLANS: readonly FuzzPlan[] = [
  { ...SMALL, style: "ordinary", seed: 20_261 },
  { ...SMALL, style: "degenerate", seed: 20_262 },
];

for (const plan of PLANS) {
  test(fuzzTitle(plan), { timeout: 120_000 }, () => {
    expect(checkFuzz(plan).verdicts.flagged).toBe(0);
  });
}
