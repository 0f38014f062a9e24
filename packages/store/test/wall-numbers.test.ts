import type { HeatQuery, Incident, Summary, Territory } from "@getu/domain";
import { cellAt } from "@getu/geometry";
import type { Bbox } from "@getu/geometry";
import { createTestDatabase, foundTown, TOWN_TERRITORY, townCamera, townPosition } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  countHeat,
  createTerritory,
  databaseNow,
  getSummary,
  importCameras,
  importIncidents,
  listGrids,
  listIncidents,
} from "../src/index.ts";
import type { Db } from "../src/index.ts";
import { createIncidents } from "./made-up-incidents.ts";
import { createRandom } from "./random.ts";

let database: TestDatabase;
let db: Db;
let territory: Territory;
let all: Incident[];

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  ({ territory } = await foundTown(db));
  const territoryId = territory.id;
  const records = createIncidents(3000, { seed: 6, now: await databaseNow(db) });
  await importIncidents(db, { territoryId, records, file: "incidents" });
  const other = await createTerritory(db, { ...TOWN_TERRITORY, code: "other" });
  await importIncidents(db, { territoryId: other.id, records: records.slice(0, 500), file: "incidents" });
  all = await listIncidents(db, { territoryId, limit: 10_000 });
});
afterAll(() => database.drop());

type Cells = Record<string, number>;

/** Counts every incident by hand. */
function countByHand(query: HeatQuery): Cells {
  const [west, south, east, north] = query.bbox;
  const [first, last] = [cellAt([west, north], query.level), cellAt([east, south], query.level)];
  const cells: Cells = {};
  for (const incident of all) {
    const { x, y } = cellAt(incident.position, query.level);
    const isTouched = x >= first.x && x <= last.x && y >= first.y && y <= last.y;
    const isMeant =
      incident.occurredAt >= query.from &&
      incident.occurredAt < query.to &&
      (query.categories?.includes(incident.category) ?? true) &&
      (query.severities?.includes(incident.severity) ?? true) &&
      (query.statuses?.includes(incident.status) ?? true);
    if (isTouched && isMeant) cells[`${x}/${y}`] = (cells[`${x}/${y}`] ?? 0) + 1;
  }
  return cells;
}

const count = async (query: HeatQuery): Promise<Cells> => {
  const { x, y, count: counts, level } = await countHeat(db, { territoryId: territory.id, query });
  expect(level).toBe(query.level);
  return Object.fromEntries(x.map((column, i) => [`${column}/${y[i]}`, counts[i]!]));
};

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();
const WIDE: Bbox = [...townPosition(-2, -2), ...townPosition(10, 6)];

describe("heat", () => {
  test("equals counting every incident by hand, at any level, window and box", async () => {
    const random = createRandom(7);
    let counted = 0;
    for (const level of [0, 5, 14, 17, 18, 20, 23, 26]) {
      for (let i = 0; i < 4; i += 1) {
        const [west, south] = [-2 + 8 * random(), -2 + 5 * random()];
        const box: Bbox = [
          ...townPosition(west, south),
          ...townPosition(west + 6 * random(), south + 4 * random()),
        ];
        // Windows that begin and end at the very moment of an incident: it counts at the beginning only.
        const [late, early] = [random(), random()]
          .sort((a, b) => a - b)
          .map((part) => Math.floor(part * all.length));
        const query: HeatQuery = {
          level,
          bbox: i === 0 ? [...WIDE] : [...box],
          from: all[early!]!.occurredAt,
          to: all[late!]!.occurredAt,
        };
        const expected = countByHand(query);
        expect(await count(query)).toEqual(expected);
        counted += Object.keys(expected).length;
      }
    }
    expect(counted).toBeGreaterThan(500);
  });

  test("filters by category, severity and status; an empty choice counts nothing", async () => {
    const window = { level: 17, bbox: [...WIDE] as HeatQuery["bbox"], from: hoursAgo(100), to: hoursAgo(0) };
    const queries: HeatQuery[] = [
      { ...window, categories: ["noise", "waste"] },
      { ...window, severities: ["urgent"] },
      { ...window, statuses: ["reported", "handling"], categories: ["parking"] },
    ];
    for (const query of queries) {
      const expected = countByHand(query);
      expect(await count(query)).toEqual(expected);
      expect(Object.keys(expected).length).toBeGreaterThan(0);
    }
    expect(await count({ ...window, categories: [] })).toEqual({});
    expect(await count({ ...window, from: window.to, to: window.from })).toEqual({});
  });
});

/** Local midnight in China, which has known no summer time since 1991. */
const chinaMidnight = (now: string): string =>
  new Date(
    Math.floor((Date.parse(now) + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000,
  ).toISOString();

function workByHand(incidents: readonly Incident[], now: string): Summary["total"] {
  const open = incidents.filter(({ status }) => status !== "closed");
  const midnight = chinaMidnight(now);
  return {
    open: open.length,
    overdue: open.filter(({ dueAt }) => dueAt !== null && dueAt < now).length,
    today: incidents.filter(({ reportedAt }) => reportedAt >= midnight).length,
    closedToday: incidents.filter(({ closedAt }) => closedAt !== null && closedAt >= midnight).length,
  };
}

describe("the summary", () => {
  test("equals counting by hand, in all and for each grid of the coarsest tier", async () => {
    const summary = await getSummary(db, { territoryId: territory.id });
    expect(summary.total).toEqual(workByHand(all, summary.asOf));
    const grids = new Map(
      (await listGrids(db, { territoryId: territory.id })).map((grid) => [grid.id, grid]),
    );
    const rootOf = (id: number | null): number | null => {
      const parent = id === null ? null : grids.get(id)!.parentId;
      return parent === null ? id : rootOf(parent);
    };
    const coarsest = [...grids.values()].filter(({ tier }) => tier === 0);
    expect(summary.byGrid).toHaveLength(coarsest.length);
    for (const { gridId, ...work } of summary.byGrid) {
      const own = all.filter(({ gridCurrent }) => rootOf(gridCurrent) === gridId);
      expect(work).toEqual(workByHand(own, summary.asOf));
      expect(work.open).toBeGreaterThan(0);
    }
    const open = all.filter(({ status }) => status !== "closed");
    expect(summary.unplaced).toBe(open.filter(({ gridCurrent }) => gridCurrent === null).length);
    expect(summary.nearBorder).toBe(open.filter(({ nearBorder }) => nearBorder).length);
  });

  test("puts the grid with the most overdue work first", async () => {
    const { byGrid } = await getSummary(db, { territoryId: territory.id });
    const overdue = byGrid.map((row) => row.overdue);
    expect(overdue).toEqual(overdue.toSorted((a, b) => b - a));
  });

  test("today begins at midnight of the territory's own time zone", async () => {
    const { rows } = await db.pool.query<{ day: string }>(
      "SELECT (now() AT TIME ZONE 'Pacific/Kiritimati')::date::text AS day",
    );
    const island = await createTerritory(db, {
      ...TOWN_TERRITORY,
      code: "island",
      timeZone: "Pacific/Kiritimati",
    });
    const midnight = new Date(`${rows[0]!.day}T00:00:00+14:00`);
    const records = createIncidents(2, { seed: 1, now: midnight }).map((record, i) => ({
      ...record,
      status: "reported" as const,
      closedAt: null,
      reportedAt: new Date(midnight.getTime() - i).toISOString(),
    }));
    await importIncidents(db, { territoryId: island.id, records, file: "x" });
    expect((await getSummary(db, { territoryId: island.id })).total.today).toBe(1);
  });

  test("counts cameras by status", async () => {
    const records = (["online", "online", "offline", "maintenance"] as const).map((status, i) =>
      townCamera({ externalId: `camera-${i}`, status }),
    );
    await importCameras(db, { territoryId: territory.id, records, file: "cameras" });
    const { cameras } = await getSummary(db, { territoryId: territory.id });
    expect(cameras).toEqual({ online: 2, offline: 1, maintenance: 1, unknown: 0 });
  });

  test("a territory without anything is all zeros", async () => {
    const empty = await createTerritory(db, { ...TOWN_TERRITORY, code: "empty" });
    expect(await getSummary(db, { territoryId: empty.id })).toMatchObject({
      total: { open: 0, overdue: 0, today: 0, closedToday: 0 },
      byGrid: [],
      unplaced: 0,
      nearBorder: 0,
      cameras: { online: 0, offline: 0, maintenance: 0, unknown: 0 },
    });
  });
});
