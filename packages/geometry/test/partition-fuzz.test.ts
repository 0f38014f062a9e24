import { expect, test } from "vitest";
import { listEdges, toAreas } from "../src/partition/index.ts";
import type { Partition } from "../src/partition/index.ts";
import { fuzzPartition, undoAndRedo } from "./fuzz-partition.ts";
import type { FuzzPlan, FuzzResult } from "./fuzz-partition.ts";
import { createGeosOracle } from "./geos-oracle.ts";

const IS_FULL = process.env["GETU_FUZZ"] === "full";

const geos = await createGeosOracle();

/**
 * GEOS 3.13 names an outer edge of a valid tiling now and then (redraw 3c); its overlay decides. Counted, so that a run says it.
 */
function createCoverageCheck() {
  const verdicts = { valid: 0, flagged: 0 };
  const check = (partition: Partition, done: number): void => {
    const areas = [...toAreas(partition).values()];
    const invalid = areas.filter((area) => !geos.isValid(area));
    expect(invalid, `GEOS: invalid areas after edit ${done}`).toEqual([]);
    const verdict = geos.judgeCoverage(areas);
    if (verdict === "overlapping") throw new Error(`GEOS: areas overlap after edit ${done}`);
    verdicts[verdict]++;
  };
  return { verdicts, check };
}

function report(title: string, { counts, milliseconds, checks }: FuzzResult): void {
  const lines = Object.entries(counts).map(([name, results]) => {
    const sorted = milliseconds[name as keyof typeof milliseconds].toSorted((a, b) => a - b);
    const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(2);
    return `${name.padEnd(10)} p50 ${at(0.5)} p95 ${at(0.95)} max ${at(1)} ms  ${JSON.stringify(results)}`;
  });
  console.log([`${title}: ${checks} full checks`, ...lines].join("\n"));
}

const ordinary: FuzzPlan = IS_FULL
  ? { columns: 50, rows: 40, edits: 20_000, style: "ordinary", seed: 20_261, checkEvery: 500 }
  : { columns: 15, rows: 10, edits: 2000, style: "ordinary", seed: 20_261, checkEvery: 100 };

const degenerate: FuzzPlan = {
  columns: 15,
  rows: 10,
  edits: IS_FULL ? 20_000 : 2000,
  style: "degenerate",
  seed: 20_262,
  checkEvery: IS_FULL ? 200 : 100,
};

for (const plan of [ordinary, degenerate]) {
  test(
    `R13: after ${plan.edits} ${plan.style} edits of ${plan.columns * plan.rows} cells the total area is the same whole number, GEOS agrees that they tile, and 500 steps are undone exactly (R17)`,
    { timeout: IS_FULL ? 1_800_000 : 120_000 },
    () => {
      const { verdicts, check } = createCoverageCheck();
      const result = fuzzPartition({ ...plan, onCheck: check });
      const title = `${plan.style}, ${plan.columns * plan.rows} cells, GEOS ${JSON.stringify(verdicts)}`;
      if (IS_FULL) report(title, result);
      else expect(verdicts.flagged).toBe(0);
      for (const [name, counts] of Object.entries(result.counts))
        expect(counts["done"], name).toBeGreaterThan(0);
      // R17: the edges of the state before the first of the last 500 steps, and of the last state.
      const { undone, redone } = undoAndRedo(result);
      expect(result.steps.length).toBe(500);
      expect(listEdges(undone)).toEqual(listEdges(result.steps[0]!.before)); // 500 steps
      expect(listEdges(redone)).toEqual(listEdges(result.partition));
    },
  );
}
