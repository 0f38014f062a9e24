import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { CHANNELS, INCIDENT_STATUSES, nextMove } from "@getu/domain";
import type { Incident, LoopState } from "@getu/domain";
import { createPhotoStore, photoNames } from "@getu/photos";
import { findHistory, findTerritory, listIncidents, verifySteps } from "@getu/store";
import type { IncidentHistory } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureDemoPeople } from "../src/demo/demo-people.ts";
import { seedHistories } from "../src/demo/seed-histories.ts";
import { seedPhotos } from "../src/demo/seed-photos.ts";
import { createProgress } from "../src/progress.ts";
import { readRules } from "../src/rules.ts";
import { seedSample } from "../src/seed-sample.ts";

let database: TestDatabase;
let territoryId: number;
let incidents: Incident[];
const states = new Map<number, LoopState>();
// A Thursday afternoon in the office, the middle of a week without holidays.
const now = new Date("2026-03-26T07:30:00.000Z");
const WEEK_MS = 7 * 86_400_000;

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  const rules = await readRules();
  const progress = createProgress({ stream: new PassThrough().resume() });
  const sample = { scale: "tiny", seed: 7, incidents: 20_000, now } as const;
  const code = await seedSample(db, sample, { rules, progress });
  territoryId = (await findTerritory(db, { code }))!.id; // it was seeded
  const people = await ensureDemoPeople(db, { territoryId });
  await seedHistories(db, { territoryId, rulebook: rules, people, seed: "7", now });
  incidents = await listIncidents(db, { territoryId, limit: 5000 });
  const { rows } = await db.pool.query<{ incident_id: string; state: LoopState }>(
    "SELECT incident_id, state FROM incident_loop",
  );
  for (const { incident_id: id, state } of rows) states.set(Number(id), state);
}, 60_000);
afterAll(() => database.drop());

const open = (): Incident[] => incidents.filter(({ status }) => status !== "closed");

const historyOf = async (incidentId: number): Promise<IncidentHistory> =>
  (await findHistory(database.db, { territoryId, incidentId, rulebook: await readRules() }))!; // listed before

const countSteps = async (where: string): Promise<number> =>
  (await database.db.pool.query(`SELECT FROM incident_step WHERE ${where}`)).rowCount ?? 0;

test("the demo street has incidents in every state and of every channel", () => {
  expect(new Set(incidents.map(({ status }) => status))).toEqual(new Set(INCIDENT_STATUSES));
  expect(new Set(incidents.map(({ channel }) => channel))).toEqual(new Set(CHANNELS));
});

test("every open incident and every one of the last week has an owner and a history that begins with its report", async () => {
  const recent = new Date(now.getTime() - WEEK_MS).toISOString();
  const expected = incidents.filter(({ status, occurredAt }) => status !== "closed" || occurredAt >= recent);
  expect(expected.filter(({ id }) => !states.has(id))).toEqual([]);
  expect(expected.length).toBeGreaterThan(300);
  for (const { id, reportedAt } of expected.slice(0, 50)) {
    const { steps } = await historyOf(id);
    expect(steps[0]).toMatchObject({ action: "report", at: new Date(reportedAt) });
  }
});

test("a history ends in the state that the incident is in, goes forward in time, and does not reach beyond now", async () => {
  const { rowCount } = await database.db.pool.query(
    `SELECT FROM incident_loop AS loop JOIN incident ON incident.id = loop.incident_id
     WHERE loop.state ->> 'status' <> incident.status`,
  );
  expect(rowCount).toBe(0);
  expect(await countSteps(`at > '${now.toISOString()}'`)).toBe(0);
  const { rows } = await database.db.pool.query(
    `SELECT incident_id FROM (SELECT incident_id, at - lag(at) OVER (PARTITION BY incident_id ORDER BY ordinal) AS went
     FROM incident_step) AS steps WHERE went < '0'`,
  );
  expect(rows).toEqual([]);
});

test("the hash chain of every history holds", async () => {
  expect((await verifySteps(database.db, { territoryId })).broken).toEqual([]);
});

test("nothing is left for the loop to catch up with: whatever was due has happened at its time", async () => {
  const { timeZone, ...rest } = { ...(await readRules()), timeZone: "Asia/Shanghai" };
  const moves = [...states.values()].map((state) => nextMove(reviveState(state), { ...rest, timeZone })?.at);
  expect(moves.filter((at) => at && at < now)).toEqual([]);
});

/** JSON of the database has times as text. */
function reviveState(state: LoopState): LoopState {
  const revive = (_: string, value: unknown): unknown =>
    typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : value;
  return JSON.parse(JSON.stringify(state), revive) as LoopState;
}

test("work is overdue on each level of the chain that answers for grids, and with the street", () => {
  const late = open().filter(({ dueAt }) => dueAt !== null && new Date(dueAt) < now);
  const levels = late.flatMap(({ id }) => {
    const { owner, asked } = states.get(id)!; // every open one has its loop, as tested above
    return [owner.level, asked?.duty.level ?? owner.level];
  });
  expect(new Set(levels)).toEqual(new Set([0, 1, 2, 3]));
});

test.each([
  ["suspended", "action = 'suspend'"],
  ["paused", "action = 'pause'"],
  ["extended", "action = 'extend'"],
  ["handed up", "action = 'hand-up'"],
  ["merged into another", "action = 'merge' AND duplicate_of IS NOT NULL"],
  ["returned with a reason", "action = 'return' AND reason IS NOT NULL"],
  ["declined with a reason", "action = 'decline' AND reason IS NOT NULL"],
  ["reopened one level up", "action = 'reopen' AND climbed_to IS NOT NULL"],
  ["escalated by the house itself", "action = 'escalate' AND actor_role = 'system'"],
  [
    "taken over after it had climbed",
    "action = 'accept' AND owner_before ->> 'level' < '3' AND from_status = 'assigned'",
  ],
])("some were %s", async (_, where) => {
  expect(await countSteps(where)).toBeGreaterThan(0);
});

test("some were rated well and some badly, and a bad rating has reopened each of these", async () => {
  const { rows } = await database.db.pool.query<{ rating: number; reopened: boolean }>(
    `SELECT rating, EXISTS (SELECT FROM incident_step AS step WHERE step.incident_id = said.incident_id
       AND action = 'reopen' AND at > said.closed_at) AS reopened FROM incident_rating AS said`,
  );
  expect(rows.filter(({ rating }) => rating >= 3).length).toBeGreaterThan(5);
  expect(rows.filter(({ rating }) => rating < 3).length).toBeGreaterThan(3);
  expect(rows.every(({ rating, reopened }) => reopened === rating < 3)).toBe(true);
});

test("the made-up people have taken steps themselves, each inside what they hold", async () => {
  const people = await ensureDemoPeople(database.db, { territoryId });
  const acting = await database.db.pool.query<{ actor_id: string }>(
    "SELECT DISTINCT actor_id FROM incident_step WHERE actor_id LIKE 'person:%'",
  );
  const ids = new Set(acting.rows.map((row) => row.actor_id));
  const handlers = people.filter(({ grants }) =>
    grants.some(({ role }) => role === "dispatcher" || role === "secretary" || role === "leader"),
  );
  expect(handlers.length).toBeGreaterThan(4);
  expect(handlers.filter(({ id }) => !ids.has(`person:${id}`))).toEqual([]);
});

test("seeding once more changes nothing", async () => {
  const before = await countSteps("true");
  const rulebook = await readRules();
  const again = { territoryId, rulebook, people: [], seed: "7", now };
  expect(await seedHistories(database.db, again)).toEqual({ written: 0 });
  expect(await countSteps("true")).toBe(before);
});

test("made-up photos show what is in hand before the work, and what is done before and after it, each once", async () => {
  const folder = mkdtempSync(join(tmpdir(), "getu-demo-photos-"));
  const photos = await createPhotoStore({ kind: "folder", folder });
  const { written } = await seedPhotos(database.db, { territoryId, photos });
  const { rows } = await database.db.pool.query<{
    id: string;
    status: string;
    kinds: string[];
    ids: string[];
  }>(
    `SELECT incident.id, status, array_agg(kind ORDER BY kind DESC) AS kinds, array_agg(photo.id) AS ids
     FROM incident_photo AS photo JOIN incident ON incident.id = photo.incident_id
     WHERE photo.state = 'attached' GROUP BY incident.id, status`,
  );
  expect(rows.flatMap(({ kinds }) => kinds)).toHaveLength(written);
  expect(written).toBeGreaterThan(6);
  for (const { status, kinds } of rows) {
    const isInHand = status === "accepted" || status === "handling";
    expect([status, kinds]).toEqual([status, isInHand ? ["before"] : ["before", "after"]]);
  }
  for (const id of rows.flatMap(({ ids }) => ids)) {
    const bytes = await photos.find(photoNames(id).large);
    expect(bytes?.subarray(0, 3).toString("hex")).toBe("ffd8ff"); // a JPEG begins so
    expect(bytes!.length).toBeLessThan(60_000);
  }
  expect(await seedPhotos(database.db, { territoryId, photos })).toEqual({ written: 0 });
  rmSync(folder, { recursive: true });
});
