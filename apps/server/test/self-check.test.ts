import { tmpdir } from "node:os";
import { createDatabaseHeat } from "@getu/api";
import { closeDb, importGrids, importIncidents, openDb } from "@getu/store";
import { createTestDatabase, createTown, townIncident } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkSelf, untilNight } from "../src/self-check.ts";
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

test("a server that is as it should be passes its own check", async () => {
  expect(await check()).toEqual({ ...GOOD, diskHasRoom: expect.any(Boolean) as boolean }); // the machine's own disk
});

test("heat that counts something else than the database is told", async () => {
  const cells = async () => ({ level: 10, x: [], y: [], count: [], asOf: new Date().toISOString() });
  expect((await check({ heat: { cells } })).heatAgrees).toBe(false);
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

test("the next night is at three o'clock of this machine, never now", () => {
  expect(untilNight(new Date(2026, 10, 26, 1, 30))).toBe(1.5 * 3_600_000);
  expect(untilNight(new Date(2026, 10, 26, 3, 0))).toBe(24 * 3_600_000);
});
