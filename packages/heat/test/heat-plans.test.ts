import { INCIDENT_STATUSES, SEVERITIES } from "@getu/domain";
import fc from "fast-check";
import { beforeAll, expect, test, vi } from "vitest";
import { createHeatIndex, heatRootOf } from "../src/index.ts";
import type { CellView, HeatIndex, HeatPoint, HeatRequest } from "../src/index.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const bbox = [121.4, 31.2, 121.5, 31.3] as const;
const root = heatRootOf(bbox);
const START = Date.UTC(2025, 0, 1) / 1000;
const YEAR = 365 * 86_400;
const ROWS = 150_000;

/** Made-up incidents of a year, denser towards one corner; work that is not closed is all recent. */
function incidentAt(i: number): HeatPoint {
  const spread = (factor: number): number => (((i * factor) % 10_007) / 10_007) ** 2;
  return {
    seconds: START + Math.floor((i / ROWS) * YEAR),
    x: root.x + Math.floor(spread(7919) * 2 ** 14),
    y: root.y + Math.floor(spread(6007) * 2 ** 14),
    category: `category ${(i * 31) % 7}`,
    severity: SEVERITIES[i % 11 === 0 ? 2 : i % 2]!,
    status: i > ROWS * 0.97 && i % 3 === 0 ? INCIDENT_STATUSES[i % 7]! : "closed",
  };
}

const incidents = Array.from({ length: ROWS }, (_, i) => incidentAt(i));

/** Large enough that each plan is the best one for some question: 150,000 rows, 60,000 more that were withdrawn. */
let index: HeatIndex;
beforeAll(async () => {
  index = createHeatIndex({
    root,
    timeZone: "Asia/Shanghai",
    tailRows: ROWS,
    policy: { ratio: 1, mostSegments: 4 },
  });
  await index.load([incidents]);
  for (const incident of incidents.filter((__, i) => i % 5 < 2)) index.withdraw(incident);
  await index.flush();
});

/** The cells of a level from a place of the root on, `size` cells of level 26 wide and high. */
function viewAt(level: number, at: number, size: number): CellView {
  const [west, east] = [at, at + size].map((x) => (root.x + x) >>> (26 - level));
  const [north, south] = [at, at + size].map((y) => (root.y + y) >>> (26 - level));
  return { level, west: west!, east: east!, north: north!, south: south! }; // two in, two out
}

const requests: fc.Arbitrary<HeatRequest> = fc.record(
  {
    window: fc
      .tuple(
        fc.integer({ min: START - 1000, max: START + YEAR }),
        fc.constantFrom(3600, 86_400, 30 * 86_400, YEAR),
      )
      .map(([to, length]) => ({ from: to - length, to })),
    view: fc
      .tuple(
        fc.constantFrom(10, 14, 17, 20, 24, 25),
        fc.nat(2 ** 13),
        fc.constantFrom(2 ** 8, 2 ** 11, 2 ** 16),
      )
      .map(([level, at, size]) => viewAt(level, at, size)),
    categories: fc.subarray(
      Array.from({ length: 7 }, (_, i) => `category ${i}`),
      { minLength: 1 },
    ),
    severities: fc.subarray([...SEVERITIES], { minLength: 1 }),
    statuses: fc.constantFrom(INCIDENT_STATUSES.slice(0, -1), ["closed" as const], [...INCIDENT_STATUSES]),
    hoursOfWeek: fc.uniqueArray(fc.nat(167), { minLength: 1, maxLength: 120, size: "max" }),
  },
  { requiredKeys: ["window", "view"] },
);

test("scanning, descending and what the index chooses give the same cells on large segments", () => {
  expect(index.stats().segments).toEqual([ROWS, 60_000]);
  let found = 0;
  fc.assert(
    fc.property(requests, (request) => {
      const scanned = index.count(request, "scan");
      for (const plan of ["matrix", "place"] as const) expect(index.count(request, plan)).toEqual(scanned);
      expect(index.count(request, "auto")).toEqual(scanned);
      if (scanned.kind === "cells" && scanned.cells.count.length > 0) found++;
    }),
    { seed: 20_261_122, numRuns: 200 },
  );
  expect(found).toBeGreaterThan(50); // the questions are not about nothing
});
