import { fileReport, findHistory, importIncidents, inTransaction, verifySteps } from "@getu/store";
import {
  createTestDatabase,
  foundTown,
  lockBoundaries,
  openTimeMachine,
  townIncident,
  townReport,
} from "@getu/store/testing";
import type { TestDatabase, TimeMachine } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { readRules } from "../src/rules.ts";
import { createLoopWorkers } from "./loop-workers.ts";
import type { LoopWorkers } from "./loop-workers.ts";

const HOUR_MS = 3_600_000;
const ACTOR = { id: "person:dispatcher", role: "dispatcher", gridPath: "" } as const;
const rulebook = await readRules();

let database: TestDatabase;
let time: TimeMachine;
let workers: LoopWorkers;
let territoryId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  time = await openTimeMachine(database);
  workers = createLoopWorkers(database.url);
  ({ territoryId } = await foundTown(time.db));
});
afterAll(async () => {
  await workers.stopAll();
  await time.close();
  await database.drop();
});

const file = async (key: string): Promise<number> => {
  const report = townReport({ category: "street-light", condition: "single" });
  const filed = await fileReport(time.db, {
    territoryId,
    report,
    actor: ACTOR,
    rulebook,
    idempotencyKey: key,
  });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  return filed.incident.id;
};

const climbs = async (): Promise<number[]> => {
  const { rows } = await time.db.pool.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM incident_step WHERE territory_id = $1 AND action = 'escalate'
     GROUP BY incident_id`,
    [territoryId],
  );
  return rows.map(({ n }) => n);
};

/** So many transactions wait until the boundaries are free. */
const waiting = async (): Promise<number> => {
  const { rows } = await time.db.pool.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM pg_locks JOIN pg_database ON pg_database.oid = database
     WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`,
  );
  return rows[0]!.n; // an aggregate gives one row
};

/** Everything here comes at last; how soon depends on what else the machine does. */
const PATIENCE = { timeout: 100_000, interval: 20 };

test("T15 workers that are killed in the middle leave nothing undone and nothing done twice", async () => {
  const ids: number[] = [];
  for (let i = 0; i < 60; i += 1) ids.push(await file(`report-${i}`));
  await time.shift(200 * HOUR_MS); // every acceptance is overdue now, and weekends are over
  // Held up, so that none has done everything before the others have begun, and one dies inside its transaction.
  await inTransaction(time.db, async (tx) => {
    await lockBoundaries(tx, { territoryId, mode: "exclusive" });
    await Promise.all([workers.start(), workers.start(), workers.start()]);
    await vi.waitFor(async () => expect(await waiting()).toBe(3), PATIENCE);
    await workers.killOldest();
    expect(await climbs()).toEqual([]);
  });
  await vi.waitFor(async () => expect((await climbs()).length).toBeGreaterThan(5), PATIENCE);
  await workers.killOldest();
  await vi.waitFor(async () => expect(await climbs()).toHaveLength(60), PATIENCE);
  expect((await climbs()).filter((n) => n !== 1)).toEqual([]);
  expect(await verifySteps(time.db, { territoryId })).toMatchObject({ incidents: 60, broken: [] });
}, 240_000);

test("what an import brought gets an owner from the jobs alone", async () => {
  await time.shift(0);
  const records = [townIncident({ externalId: "old", status: "handling" })];
  await importIncidents(time.db, { territoryId, records, file: "old ledger" });
  const imported = await time.db.pool.query<{ id: string }>(
    "SELECT id FROM incident WHERE external_id = 'old'",
  );
  const incidentId = Number(imported.rows[0]!.id);
  await workers.start();
  await vi.waitFor(async () => {
    const { rows } = await time.db.pool.query("SELECT FROM incident_loop WHERE incident_id = $1", [
      incidentId,
    ]);
    expect(rows).toHaveLength(1);
  }, PATIENCE);
  const history = (await findHistory(time.db, { territoryId, incidentId, rulebook }))!;
  expect([history.steps[0]!.action, history.state.owner.level]).toEqual(["adopt", 3]);
}, 240_000);
