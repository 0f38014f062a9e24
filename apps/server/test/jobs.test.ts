import { fileReport, findHistory, importIncidents, verifySteps } from "@getu/store";
import {
  createTestDatabase,
  foundTown,
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
  time = await openTimeMachine(database.url);
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

test("T15 workers that are killed in the middle leave nothing undone and nothing done twice", async () => {
  const ids: number[] = [];
  for (let i = 0; i < 120; i += 1) ids.push(await file(`report-${i}`));
  await Promise.all([workers.start(), workers.start(), workers.start()]);
  await time.shift(200 * HOUR_MS); // every acceptance is overdue now, and weekends are over
  await vi.waitFor(async () => expect((await climbs()).length).toBeGreaterThan(5), {
    timeout: 20_000,
    interval: 20,
  });
  await workers.killOldest();
  await workers.killOldest();
  await vi.waitFor(async () => expect(await climbs()).toHaveLength(120), { timeout: 30_000, interval: 100 });
  expect((await climbs()).filter((n) => n !== 1)).toEqual([]);
  expect(await verifySteps(time.db, { territoryId })).toMatchObject({ incidents: 120, broken: [] });
});

test("what an import brought gets an owner from the jobs alone", async () => {
  await time.shift(0);
  const records = [townIncident({ externalId: "old", status: "handling" })];
  await importIncidents(time.db, { territoryId, records, file: "old ledger" });
  const imported = await time.db.pool.query<{ id: string }>(
    "SELECT id FROM incident WHERE external_id = 'old'",
  );
  const incidentId = Number(imported.rows[0]!.id);
  await workers.start();
  await vi.waitFor(
    async () => {
      const { rows } = await time.db.pool.query("SELECT FROM incident_loop WHERE incident_id = $1", [
        incidentId,
      ]);
      expect(rows).toHaveLength(1);
    },
    { timeout: 20_000, interval: 100 },
  );
  const history = (await findHistory(time.db, { territoryId, incidentId, rulebook }))!;
  expect([history.steps[0]!.action, history.state.owner.level]).toEqual(["adopt", 3]);
});
