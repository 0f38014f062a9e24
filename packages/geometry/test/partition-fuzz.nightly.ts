import { expect, test } from "vitest";
import { checkFuzz } from "./fuzz-check.ts";
import type { Verdicts } from "./fuzz-check.ts";
import type { FuzzPlan, FuzzResult } from "./fuzz-partition.ts";

const PLANS: readonly FuzzPlan[] = [
  { columns: 50, rows: 40, edits: 20_000, style: "ordinary", seed: 20_261, checkEvery: 500 },
  { columns: 15, rows: 10, edits: 20_000, style: "degenerate", seed: 20_262, checkEvery: 200 },
];

/** Each kind of edit: how long it took, and how often it was done or refused. */
function report({ counts, milliseconds, checks }: FuzzResult, verdicts: Verdicts): string {
  const lines = Object.entries(counts).map(([name, results]) => {
    const sorted = milliseconds[name as keyof typeof milliseconds].toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2);
    return `${name.padEnd(10)} p50 ${at(0.5)} p95 ${at(0.95)} max ${at(1)} ms  ${JSON.stringify(results)}`;
  });
  return [`${checks} full checks, GEOS ${JSON.stringify(verdicts)}`, ...lines].join("\n");
}

test.each(PLANS)(
  "R13: after $edits $style edits the total area is the same whole number, GEOS agrees that they tile, and 500 steps are undone exactly (R17)",
  { timeout: 1_800_000 },
  (plan) => {
    const { result, verdicts } = checkFuzz(plan);
    console.log(report(result, verdicts));
    expect(result.checks).toBe(plan.edits / plan.checkEvery);
  },
);
