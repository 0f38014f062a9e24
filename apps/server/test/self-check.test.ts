import { tmpdir } from "node:os";
import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { createDatabaseHeat } from "@getu/api";
import type { AuditHead } from "@getu/domain";
import { closeDb, importGrids, importIncidents, openDb } from "@getu/store";
import { createTestDatabase, createTown, townIncident } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { createLog } from "../src/log.ts";
import { checkSelf, startSelfCheck, untilNight } from "../src/self-check.ts";
import { openHeatProcess } from "./heat-town.ts";
import { createTestTerritory } from "./test-server.ts";

const DAY_MS = 86_400_000;
const GOOD = {
  databaseWrites: true,
  heatAgrees: true,
  auditIsWhole: true,
  historyIsGuarded: true,
  diskHasRoom: true,
};

let database: TestDatabase;

const check = (given: Partial<Parameters<typeof checkSelf>[1]> = {}) =>
  checkSelf(database.db, {
    heat: createDatabaseHeat(database.db),
    home: tmpdir(),
    keptAuditHeads: () => [],
    ...given,
  });

beforeAll(async () => {
  database = await createTestDatabase();
  const { id: territoryId } = await createTestTerritory(database.db, "checked");
  await importGrids(database.db, { territoryId, records: createTown(), file: "town" });
  const time = new Date(Date.now() - DAY_MS).toISOString();
  const records = [townIncident({ externalId: "one", occurredAt: time, reportedAt: time, dueAt: null })];
  await importIncidents(database.db, { territoryId, records, file: "incidents" });
});
afterAll(() => database.drop());
afterEach(() => vi.useRealTimers());

test("a server that is as it should be passes its own check", async () => {
  expect(await check()).toEqual({ ...GOOD, diskHasRoom: expect.any(Boolean) as boolean }); // the machine's own disk
});

test("heat that counts something else than the database is told", async () => {
  const cells = async () => ({ level: 10, x: [], y: [], count: [], asOf: new Date().toISOString() });
  expect((await check({ heat: { cells } })).heatAgrees).toBe(false);
});

test("heat in memory that has missed an incident is told: its own count is compared, not the database's with itself", async () => {
  const { heat } = await openHeatProcess(database);
  expect((await check({ heat })).heatAgrees).toBe(true);
  const owner = await openDb(database.ownerUrl, { connections: 1 });
  onTestFinished(() => closeDb(owner));
  await owner.pool.query("SET session_replication_role = replica"); // nobody is told
  await owner.pool.query("UPDATE incident SET occurred_at = occurred_at - interval '30 days'");
  expect((await check({ heat })).heatAgrees).toBe(false);
  await owner.pool.query("UPDATE incident SET occurred_at = occurred_at + interval '30 days'");
  expect((await check({ heat })).heatAgrees).toBe(true);
});

test("an audit log that ends before a head that was kept is told", async () => {
  expect((await check({ keptAuditHeads: () => [{ seq: 99, hash: "00" }] })).auditIsWhole).toBe(false);
});

test("T49 a server whose role in the database could change history is told", async () => {
  const db = await openDb(database.ownerUrl);
  const found = await checkSelf(db, {
    heat: createDatabaseHeat(db),
    home: tmpdir(),
    keptAuditHeads: () => [],
  });
  await closeDb(db);
  expect(found).toMatchObject({ historyIsGuarded: false, auditIsWhole: true });
});

test("a home that is not there fails its look and no other one", async () => {
  expect(await check({ home: "/nowhere/at/all" })).toEqual({ ...GOOD, diskHasRoom: false });
});

test("the next night is at three o'clock where the office is, never now", () => {
  const hoursFrom = (moment: string, timeZone: string): number =>
    untilNight(new Date(moment), timeZone) / 3_600_000;
  expect(hoursFrom("2026-11-26T01:30:00+08:00", "Asia/Shanghai")).toBe(1.5);
  expect(hoursFrom("2026-11-26T03:00:00+08:00", "Asia/Shanghai")).toBe(24);
  expect(hoursFrom("2026-11-26T01:30:00+08:00", "UTC")).toBe(9.5);
});

/** What the log says, line by line. */
function openLog() {
  const lines: Record<string, unknown>[] = [];
  const destination = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(JSON.parse(line.toString()) as Record<string, unknown>);
      done();
    },
  });
  return { log: createLog("info", destination), lines };
}

const [INFORMATION, WARNING] = [30, 40];

test("at three o'clock of every night one line says what was found, as a warning when something is not as it should be, until it is stopped", async () => {
  vi.useFakeTimers({
    now: new Date("2026-11-26T02:59:50+08:00"), // where the territory is
    toFake: ["Date", "setTimeout", "clearTimeout"],
  });
  const { log, lines } = openLog();
  let kept: readonly AuditHead[] = [];
  const stop = startSelfCheck(database.db, {
    heat: createDatabaseHeat(database.db),
    home: tmpdir(),
    keptAuditHeads: () => kept,
    log,
  });
  const night = async (count: number): Promise<Record<string, unknown>> => {
    await vi.waitFor(() => expect(lines).toHaveLength(count), { timeout: 30_000 });
    return lines[count - 1]!; // so many there are
  };
  await sleep(500); // it knows whose night it waits for
  vi.advanceTimersByTime(9_000);
  await sleep(500);
  expect(lines).toEqual([]);
  vi.advanceTimersByTime(1_000);
  const first = await night(1);
  expect(first).toMatchObject({ ...GOOD, diskHasRoom: expect.any(Boolean) as boolean });
  const hasPassed = first["diskHasRoom"] === true; // the machine's own disk
  expect([first["level"], first["msg"]]).toEqual(
    hasPassed ? [INFORMATION, "self-check passed"] : [WARNING, "self-check failed"],
  );
  expect(first["residentMegabytes"]).toBeGreaterThan(10);

  kept = [{ seq: 99, hash: "00" }];
  await sleep(500); // it waits for the next one
  vi.advanceTimersByTime(DAY_MS);
  expect(await night(2)).toMatchObject({
    level: WARNING,
    msg: "self-check failed",
    auditIsWhole: false,
    databaseWrites: true,
  });
  stop();
  vi.advanceTimersByTime(3 * DAY_MS);
  await sleep(500); // a check takes a while
  expect(lines).toHaveLength(2);
}, 120_000);
