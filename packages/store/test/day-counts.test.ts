import { countedBefore, DAY_SLOT_MS, daySpan, incidentAt, isOpen } from "@getu/domain";
import type { HeatQuery, Incident, IncidentRecord } from "@getu/domain";
import type { Bbox } from "@getu/geometry";
import {
  createTestDatabase,
  foundTown,
  TOWN_TERRITORY,
  townIncident,
  townPosition,
} from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { countDay, countHeat, createTerritory, importIncidents, listIncidents } from "../src/index.ts";
import type { Db } from "../src/index.ts";
import { createRandom } from "./random.ts";

const HOUR_MS = 3_600_000;
const DAY = "2026-11-20";

/** Of the town, in which a day is like any other. */
const SPAN = daySpan(DAY, TOWN_TERRITORY.timeZone);

type Span = typeof SPAN;

let database: TestDatabase;
let db: Db;
let town: FoundedTown;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  town = await foundTown(db);
  const { territoryId } = town;
  await importIncidents(db, { territoryId, records: recordsAround(SPAN, 6_000), file: "incidents" });
});
afterAll(() => database.drop());

/** Over and beside the town, from two hours before a day until two hours after it, many at the border of two slots. */
function recordsAround({ from, to }: Span, count: number): IncidentRecord[] {
  const random = createRandom(31);
  const reachMs = to.getTime() - from.getTime() + 4 * HOUR_MS;
  const near = (ms: number): string => {
    const side = random() < 0.2 ? DAY_SLOT_MS : 1;
    return new Date(Math.round(ms / side) * side).toISOString();
  };
  return Array.from({ length: count }, (_, i) => {
    const occurredMs = from.getTime() - 2 * HOUR_MS + random() * reachMs;
    const isClosed = random() < 0.7;
    const isDated = random() < 0.9; // of some it is only said that they are closed
    const occurredAt = near(occurredMs);
    return townIncident({
      externalId: `incident-${i}`,
      position: townPosition(-1 + 10 * random(), -1 + 6 * random()),
      status: isClosed ? "closed" : "handling",
      occurredAt,
      reportedAt: occurredAt,
      dueAt: null,
      closedAt: isClosed && isDated ? near(occurredMs + (12 * random() - 1) * HOUR_MS) : null,
    });
  });
}

/** Looks at every incident of a day; what falls on the moment itself is not before it. */
function byHand(incidents: readonly Incident[], { from }: Span, slot: number) {
  const justBefore = new Date(from.getTime() + slot * DAY_SLOT_MS - 1);
  const then = incidents.flatMap((incident) => incidentAt(incident, justBefore) ?? []);
  return { happened: then.length, closed: then.filter(({ status }) => !isOpen(status)).length };
}

async function listDay(territoryId: number, { from, to }: Span): Promise<Incident[]> {
  const [first, end] = [from.toISOString(), to.toISOString()];
  const all = await listIncidents(db, { territoryId, limit: 10_000 });
  return all.filter(({ occurredAt }) => occurredAt >= first && occurredAt < end);
}

test("a day of more than five thousand incidents is told whole: by each of its slots as many had happened and been closed as looking at every one of them says", async () => {
  const { territoryId } = town;
  const counts = await countDay(db, { territoryId, day: DAY });
  const all = await listDay(territoryId, SPAN);
  expect(counts.happened).toHaveLength(24 * 12);
  for (let slot = 0; slot <= counts.happened.length; slot += 1)
    expect(countedBefore(counts, slot)).toEqual(byHand(all, SPAN, slot));
  expect(countedBefore(counts, 0)).toEqual({ happened: 0, closed: 0 });
  expect(countedBefore(counts, Infinity).happened).toBeGreaterThan(5_000);
});

test("the heat of a day until a slot begins is of as many incidents as the day's counts say", async () => {
  const { territoryId } = town;
  const counts = await countDay(db, { territoryId, day: DAY });
  const bbox: Bbox = [...townPosition(-2, -2), ...townPosition(10, 6)];
  for (const slot of [0, 1, 100, 200, counts.happened.length]) {
    const to = new Date(SPAN.from.getTime() + slot * DAY_SLOT_MS).toISOString();
    const query: HeatQuery = { from: SPAN.from.toISOString(), to, bbox: [...bbox], level: 18 };
    const { count } = await countHeat(db, { territoryId, query });
    expect(count.reduce((sum, each) => sum + each, 0)).toBe(countedBefore(counts, slot).happened);
  }
});

test("a scope counts what lies in its own grids and nothing outside them", async () => {
  const { territoryId, idOf } = town;
  const counts = await countDay(db, { territoryId, within: [idOf("community-1")], day: DAY });
  const [[west, south], [east, north]] = [townPosition(4, 0), townPosition(8, 4)];
  const own = (await listDay(territoryId, SPAN)).filter(
    ({ position: [lng, lat] }) => lng > west && lng < east && lat > south && lat < north,
  );
  for (const slot of [0, 50, 150, 288]) expect(countedBefore(counts, slot)).toEqual(byHand(own, SPAN, slot));
  expect(countedBefore(counts, Infinity).happened).toBeGreaterThan(1_000);
});

// By hand: New York's clocks went forward on 8 March and back on 1 November 2026.
test.each([
  ["America/New_York", "2026-03-08", 23],
  ["America/New_York", "2026-11-01", 25],
])("a day in %s is that of its own clocks: %s has %d hours", async (timeZone, day, hours) => {
  const { id: territoryId } = await createTerritory(db, { ...TOWN_TERRITORY, code: day, timeZone });
  const span = daySpan(day, timeZone);
  await importIncidents(db, { territoryId, records: recordsAround(span, 600), file: "incidents" });
  const counts = await countDay(db, { territoryId, day });
  const all = await listDay(territoryId, span);
  expect(counts.happened).toHaveLength(hours * 12);
  for (const slot of [0, 1, 30, 100, hours * 12])
    expect(countedBefore(counts, slot)).toEqual(byHand(all, span, slot));
  expect(countedBefore(counts, Infinity).happened).toBeGreaterThan(400);
});
