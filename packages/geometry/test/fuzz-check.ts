import { expect } from "vitest";
import { listEdges, toAreas } from "../src/partition/index.ts";
import type { Partition } from "../src/partition/index.ts";
import { fuzzPartition, undoAndRedo } from "./fuzz-partition.ts";
import type { FuzzPlan, FuzzResult } from "./fuzz-partition.ts";
import { createGeosOracle } from "./geos-oracle.ts";

const geos = await createGeosOracle();

/** Steps that are taken back. */
const UNDONE = 500;

/** How often GEOS found nothing, and how often it named an outer edge that its overlay found to be whole. */
export type Verdicts = { valid: number; flagged: number };

/**
 * Fuzzes a tiling. At every check the total area is the same whole number, nothing is wrong by R13 and GEOS agrees; at the
 * end 500 steps are undone exactly (R17). GEOS 3.13 names an outer edge of a valid tiling now and then (redraw 3c); its
 * overlay decides.
 */
export function checkFuzz(plan: FuzzPlan): { result: FuzzResult; verdicts: Verdicts } {
  const verdicts: Verdicts = { valid: 0, flagged: 0 };
  const onCheck = (partition: Partition, done: number): void => {
    const areas = [...toAreas(partition).values()];
    const invalid = areas.filter((area) => !geos.isValid(area));
    expect(invalid, `GEOS: invalid areas after edit ${done}`).toEqual([]);
    const verdict = geos.judgeCoverage(areas);
    if (verdict === "overlapping") throw new Error(`GEOS: areas overlap after edit ${done}`);
    verdicts[verdict]++;
  };
  const result = fuzzPartition({ ...plan, onCheck });
  for (const [name, counts] of Object.entries(result.counts)) expect(counts["done"], name).toBeGreaterThan(0);
  const { undone, redone } = undoAndRedo(result);
  expect(result.steps.length).toBe(UNDONE);
  expect(listEdges(undone)).toEqual(listEdges(result.steps[0]!.before)); // as many steps as UNDONE
  expect(listEdges(redone)).toEqual(listEdges(result.partition));
  return { result, verdicts };
}
