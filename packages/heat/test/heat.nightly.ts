import { expect, test } from "vitest";
import { cellsOfBbox, createHeatIndex, heatRootOf } from "../src/index.ts";
import type { HeatIncident, HeatPlan } from "../src/index.ts";

const bbox = [121.44, 31.21, 121.48, 31.25] as const;
const START = Date.UTC(2026, 0, 1);

const incident = (second: number): HeatIncident => ({
  position: [121.46, 31.23],
  occurredAt: new Date(START + 1000 * second).toISOString(),
  category: "noise",
  severity: "minor",
  status: "closed",
});

test("a million incidents in one cell are counted as such by every plan, and come off it again", async () => {
  const index = createHeatIndex({ root: heatRootOf(bbox), timeZone: "Asia/Shanghai" });
  const batch = Array.from({ length: 1_000_000 }, (_, i) => incident(i % 86_400));
  await index.load([batch]);
  const countBy = (plan: HeatPlan): number[] => {
    const window = { from: START / 1000, to: START / 1000 + 86_400 };
    const answer = index.count({ window, view: cellsOfBbox(bbox, 22) }, plan);
    return answer.kind === "cells" ? [...answer.cells.count] : [];
  };
  for (const plan of ["auto", "scan", "matrix", "place"] as const) expect(countBy(plan)).toEqual([1_000_000]);
  for (const gone of batch.slice(0, 400_000)) index.withdraw(gone);
  await index.whenIdle();
  for (const plan of ["auto", "scan", "matrix", "place"] as const) expect(countBy(plan)).toEqual([600_000]);
  await index.flush();
  expect(index.stats()).toMatchObject({ rows: 600_000, failedBuilds: 0 });
});
