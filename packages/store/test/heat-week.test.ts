import {
  createTestDatabase,
  foundTown,
  TOWN_TERRITORY,
  townIncident,
  townPosition,
} from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { hourOfWeek, hoursOfAll, WEEK_HOURS } from "@getu/domain";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countHeatWeek, importIncidents } from "../src/index.ts";

const FROM = new Date("2026-03-01T00:00:00Z");
const TO = new Date("2026-06-01T00:00:00Z");
const MINUTE_MS = 60_000;

let database: TestDatabase;
let territoryId: number;
let idOf: FoundedTown["idOf"];

const KINDS = [
  { severity: "minor", status: "reported" },
  { severity: "minor", status: "handling" },
  { severity: "urgent", status: "handling" },
] as const;

/** From before the window to after it, at odd minutes, over the town and beside it. */
const incidents = Array.from({ length: 600 }, (_, i) => {
  const time = new Date(FROM.getTime() - 5_000 * MINUTE_MS + i * 251 * MINUTE_MS).toISOString();
  const position = townPosition(((i * 7) % 90) / 10 + 0.05, 0.5);
  const moments = { occurredAt: time, reportedAt: time, dueAt: null };
  return townIncident({ externalId: `i-${i}`, position, ...moments, ...KINDS[i % KINDS.length]! }); // modulo its length
});

/** The same count, one incident after the other. */
function bruteHours(west: number, east: number): number[] {
  const hours = Array.from({ length: WEEK_HOURS }, () => 0);
  for (const [i, { occurredAt }] of incidents.entries()) {
    const x = ((i * 7) % 90) / 10 + 0.05;
    const time = new Date(occurredAt);
    if (x >= west && x < east && time >= FROM && time < TO)
      hours[hourOfWeek(time, TOWN_TERRITORY.timeZone)]! += 1; // an hour of the week
  }
  return hours;
}

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  ({ territoryId, idOf } = await foundTown(db));
  await importIncidents(db, { territoryId, records: incidents, file: "incidents" });
});
afterAll(() => database.drop());

test("incidents of a window are counted by local hour of the week and coarsest grid, and those outside on their own", async () => {
  const { grids: counted } = await countHeatWeek(database.db, { territoryId, from: FROM, to: TO });
  const byId = new Map(counted.map((grid) => [grid.gridId, grid]));
  expect(byId.get(idOf("community-0"))?.hours).toEqual(bruteHours(0, 4));
  expect(byId.get(idOf("community-1"))?.hours).toEqual(bruteHours(4, 8));
  expect(byId.get(null)?.hours).toEqual(bruteHours(8, 9));
  expect(byId.get(idOf("community-0"))?.households).toBe(16 * 40);
  expect(byId.get(idOf("community-0"))?.areaSquareMetres).toBeGreaterThan(16 * 100 * 90);
});

test("households are said to be estimated where those of any grid below are", async () => {
  const estimatedOf = async (): Promise<(number | null)[]> => {
    const week = await countHeatWeek(database.db, { territoryId, from: FROM, to: TO });
    return week.grids.filter((grid) => grid.householdsEstimated).map((grid) => grid.gridId);
  };
  expect(await estimatedOf()).toEqual([]);
  await database.owner.query(
    `UPDATE grid_state SET households_estimated = true WHERE grid_id = (
       SELECT min(grid_id) FROM grid_state WHERE area IS NOT NULL AND territory_id = $1)`,
    [territoryId],
  );
  expect(await estimatedOf()).toEqual([idOf("community-0")]);
});

/** Says of grids how many households they have. */
const setHouseholds = (gridIds: readonly number[], households: number | null, isEstimated = false) =>
  database.owner.query(
    `UPDATE grid_state SET households = $3, households_estimated = $4
     WHERE territory_id = $1 AND grid_id = ANY ($2)`,
    [territoryId, gridIds, households, isEstimated],
  );

test("households are summed where those of every grid below are known, else they are what is said of the grid itself", async () => {
  const [community, lane] = [idOf("community-1"), idOf("lane-4-0")];
  const householdsOf = async (): Promise<unknown> => {
    const { grids: counted } = await countHeatWeek(database.db, { territoryId, from: FROM, to: TO });
    const { households, householdsEstimated } = counted.find(({ gridId }) => gridId === community)!; // of the town
    return { households, householdsEstimated };
  };
  await setHouseholds([community], 700);
  expect(await householdsOf()).toEqual({ households: 16 * 40, householdsEstimated: false });
  await setHouseholds([lane], null);
  expect(await householdsOf()).toEqual({ households: 700, householdsEstimated: false });
  await setHouseholds([community], 700, true);
  expect(await householdsOf()).toEqual({ households: 700, householdsEstimated: true });
  await setHouseholds([community], null);
  expect(await householdsOf()).toEqual({ households: null, householdsEstimated: false });
  await setHouseholds([lane], 40);
  expect(await householdsOf()).toEqual({ households: 16 * 40, householdsEstimated: false });
});

test("a scope counts its own grids and nothing outside them", async () => {
  const within = [idOf("community-1")];
  const { grids: counted } = await countHeatWeek(database.db, { territoryId, within, from: FROM, to: TO });
  expect(counted.map(({ gridId }) => gridId)).toEqual(within);
  expect(counted[0]?.hours).toEqual(bruteHours(4, 8));
});

test("held to categories, severities or states it counts these alone", async () => {
  type Kinds = Pick<Parameters<typeof countHeatWeek>[1], "categories" | "severities" | "statuses">;
  const total = async (kinds: Kinds): Promise<number> => {
    const week = await countHeatWeek(database.db, { territoryId, from: FROM, to: TO, ...kinds });
    return hoursOfAll(week).reduce((sum, count) => sum + count, 0);
  };
  const inWindow = incidents.filter(
    ({ occurredAt }) => new Date(occurredAt) >= FROM && new Date(occurredAt) < TO,
  );
  const of = (isCounted: (incident: (typeof incidents)[number]) => boolean): number =>
    inWindow.filter(isCounted).length;
  const [category] = incidents.map((incident) => incident.category);
  expect(await total({ categories: [category!] })).toBe(inWindow.length); // every incident of the town has the same
  expect(await total({ categories: ["another"] })).toBe(0);
  expect(await total({ severities: ["urgent"] })).toBe(of(({ severity }) => severity === "urgent"));
  expect(await total({ statuses: ["handling"] })).toBe(of(({ status }) => status === "handling"));
  expect(await total({ severities: ["minor"], statuses: ["handling", "closed"] })).toBe(
    of(({ severity, status }) => severity === "minor" && status === "handling"),
  );
});
