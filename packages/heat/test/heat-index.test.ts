import { INCIDENT_STATUSES, SEVERITIES } from "@getu/domain";
import { cellAt, cellBbox, cellCentre } from "@getu/geometry";
import type { LngLat } from "@getu/geometry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cellsOfBbox, createHeatIndex, heatRootOf } from "../src/index.ts";
import type {
  CellView,
  HeatAnswer,
  HeatIncident,
  HeatIndex,
  HeatPlan,
  HeatRequest,
  SegmentParts,
} from "../src/index.ts";
import { buildSegment } from "../src/build-segment.ts";
import type { HeatSegment } from "../src/heat-segment.ts";
import { plainCount } from "./plain-count.ts";

const SEED = 20_261_122;
const NEW_YEAR = Date.UTC(2026, 0, 1) / 1000;

/** Territories whose boxes lie within one large tile, across many, and across the tiles that meet at (0, 0). */
const territories = [
  { bbox: [121.44, 31.21, 121.48, 31.25], timeZone: "Asia/Shanghai" },
  { bbox: [-0.3, -0.2, 0.4, 0.3], timeZone: "Europe/London" },
  { bbox: [-74.3, 40.4, -73.6, 41], timeZone: "America/New_York" },
] as const;

type Territory = (typeof territories)[number];

const linesOf = (answer: HeatAnswer): string[] => {
  if (answer.kind === "refused") throw new Error(answer.refusal.code);
  expect(answer.negativeCells).toBe(0);
  const { x, y, count } = answer.cells;
  return Array.from(count, (sum, i) => `${x[i]},${y[i]} ${sum}`).sort();
};

/** Positions inside, on cells' corners, on the very rim of the root, and outside it. */
function positionsIn({ bbox }: Territory): fc.Arbitrary<LngLat> {
  const [west, south, east, north] = bbox;
  const root = heatRootOf(bbox);
  const side = 2 ** (26 - root.level);
  const rim = [0, 1, side / 2, side - 1, side, -1];
  const inside = fc.tuple(
    fc.double({ min: west, max: east, noNaN: true }),
    fc.double({ min: south, max: north, noNaN: true }),
  );
  return fc.oneof(
    inside,
    fc.constantFrom<LngLat>([west, south], [east, north], [(west + east) / 2, (south + north) / 2]),
    fc.tuple(inside, fc.integer({ min: 8, max: 26 })).map(([position, level]): LngLat => {
      const [left, , , top] = cellBbox(cellAt(position, level), level);
      return [left, top];
    }),
    fc
      .tuple(fc.constantFrom(...rim), fc.constantFrom(...rim))
      .map(([x, y]): LngLat => cellCentre({ x: root.x + x, y: root.y + y }, 26)),
    fc.constantFrom<LngLat>([180, 85], [-180, -85], [0, 90], [west - 1, south], [east, north + 1]),
  );
}

/** Times that repeat, fill a fortnight, lie on the hour, in the far future and at the ends of what is held. */
const times = fc.oneof(
  { weight: 10, arbitrary: fc.integer({ min: NEW_YEAR, max: NEW_YEAR + 14 * 86_400 }) },
  { weight: 10, arbitrary: fc.integer({ min: 0, max: 14 * 24 }).map((hour) => NEW_YEAR + hour * 3600) },
  { weight: 10, arbitrary: fc.constantFrom(NEW_YEAR + 1000, NEW_YEAR + 1001, NEW_YEAR + 86_400 * 365) },
  { weight: 1, arbitrary: fc.constantFrom(0, 2 ** 32 - 1) },
);

const incidentsIn = (territory: Territory): fc.Arbitrary<HeatIncident> =>
  fc.record({
    position: positionsIn(territory),
    occurredAt: fc
      .tuple(times, fc.constantFrom(0, 1, 999))
      .map(([seconds, milliseconds]) => new Date(seconds * 1000 + milliseconds).toISOString()),
    category: fc.constantFrom("parking", "noise", "waste", "fire-exit"),
    severity: fc.constantFrom(...SEVERITIES),
    status: fc.oneof(fc.constant("closed" as const), fc.constantFrom(...INCIDENT_STATUSES)),
  });

const sorted = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

/** Views around a place of the territory, from the whole world to single cells. */
const viewsIn = (territory: Territory): fc.Arbitrary<CellView> =>
  fc
    .record({
      level: fc.integer({ min: 0, max: Math.min(26, heatRootOf(territory.bbox).level + 16) }),
      corners: fc.tuple(positionsIn(territory), positionsIn(territory)),
    })
    .map(({ level, corners: [one, other] }) => {
      const [west, east] = sorted(one[0], other[0]);
      const [south, north] = sorted(one[1], other[1]);
      return cellsOfBbox([west, south, east, north], level);
    });

const requestsIn = (territory: Territory): fc.Arbitrary<HeatRequest> =>
  fc.record(
    {
      window: fc.tuple(times, times).map(([from, to]) => ({ from, to })),
      view: viewsIn(territory),
      categories: fc.subarray(["parking", "noise", "waste", "fire-exit", "never-seen"]),
      severities: fc.subarray([...SEVERITIES]),
      statuses: fc.subarray([...INCIDENT_STATUSES]),
      hoursOfWeek: fc.uniqueArray(fc.nat(167), { maxLength: 100, size: "max" }),
    },
    { requiredKeys: ["window", "view"] },
  );

type Step =
  | { do: "add" | "load"; incidents: HeatIncident[] }
  | { do: "withdraw"; at: number }
  | { do: "correct"; at: number; to: HeatIncident }
  | { do: "settle" }
  | { do: "restore" }
  | { do: "ask"; request: HeatRequest };

const stepsIn = (territory: Territory): fc.Arbitrary<Step[]> => {
  const incidents = fc.array(incidentsIn(territory), { maxLength: 25, size: "max" });
  const change = { at: fc.nat(), to: incidentsIn(territory) };
  return fc.array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({ do: fc.constantFrom("add" as const, "load" as const), incidents }),
      },
      { weight: 4, arbitrary: fc.record({ do: fc.constant("correct" as const), ...change }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("withdraw" as const), at: fc.nat() }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("settle" as const) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("restore" as const) }) },
      {
        weight: 6,
        arbitrary: fc.record({ do: fc.constant("ask" as const), request: requestsIn(territory) }),
      },
    ),
    { maxLength: 40, size: "max" },
  );
};

/** Small enough that a handful of rows are frozen, merged and given matrices. */
const small = {
  tailRows: 7,
  matrixFromRows: 3,
  policy: { ratio: 2, mostSegments: 4 },
  // Like a worker: the steps go on, and questions are asked, while a build is under way.
  build: (parts: SegmentParts) =>
    new Promise<HeatSegment>((resolve) => setImmediate(() => resolve(buildSegment(parts)))),
};

/** An index beside the plain list of what it should hold. */
type Pair = { index: HeatIndex; held: HeatIncident[]; territory: Territory };

function correct({ index, held }: Pair, step: { at: number; to: HeatIncident }): void {
  if (held.length === 0) return;
  const place = step.at % held.length;
  expect(index.correct(held[place]!, step.to)).toEqual([]);
  held[place] = step.to;
}

function withdraw({ index, held }: Pair, { at }: { at: number }): void {
  if (held.length === 0) return;
  const [gone] = held.splice(at % held.length, 1);
  expect(index.withdraw(gone!)).toBeNull();
}

function restore(pair: Pair): void {
  const { index, territory } = pair;
  const root = heatRootOf(territory.bbox);
  pair.index = createHeatIndex({ root, timeZone: territory.timeZone, snapshot: index.snapshot(), ...small });
}

const plans: readonly HeatPlan[] = ["auto", "scan", "matrix", "place"];

function ask({ index, held, territory }: Pair, request: HeatRequest): void {
  const expected = plainCount(held, request, territory.timeZone);
  for (const plan of plans) expect(linesOf(index.count(request, plan)), plan).toEqual(expected);
}

async function take(pair: Pair, step: Step): Promise<void> {
  const { index, held } = pair;
  if (step.do === "ask") return ask(pair, step.request);
  if (step.do === "correct") return correct(pair, step);
  if (step.do === "withdraw") return withdraw(pair, step);
  if (step.do === "settle") return index.whenIdle();
  if (step.do === "restore") return restore(pair);
  held.push(...step.incidents);
  if (step.do === "add") for (const incident of step.incidents) expect(index.add(incident)).toBeNull();
  else expect((await index.load([step.incidents])).taken).toBe(step.incidents.length);
  return undefined;
}

test.each(territories)(
  "in $timeZone every answer equals a plain count, through inserts, late arrivals, corrections, merges and restores",
  async (territory) => {
    let mostSegments = 0;
    await fc.assert(
      fc.asyncProperty(stepsIn(territory), requestsIn(territory), async (steps, last) => {
        const index = createHeatIndex({
          root: heatRootOf(territory.bbox),
          timeZone: territory.timeZone,
          ...small,
        });
        const pair: Pair = { index, held: [], territory };
        for (const step of steps) await take(pair, step);
        ask(pair, last);
        await pair.index.flush();
        ask(pair, last);
        expect(pair.index.stats().failedBuilds).toBe(0);
        expect(pair.index.stats().segments.length).toBeLessThanOrEqual(4);
        mostSegments = Math.max(mostSegments, pair.index.stats().segments.length);
      }),
      { seed: SEED, numRuns: 60 },
    );
    expect(mostSegments).toBeGreaterThan(2); // the steps are long enough to make and merge segments
  },
  60_000,
);
