import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { closeDb, createRedrawWork, importIncidents, openDb } from "@getu/store";
import type { Db } from "@getu/store";
import { createTestDatabase, foundTown, townIncident } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startJobs } from "../src/jobs/start-jobs.ts";
import { createLog } from "../src/log.ts";
import { readRules } from "../src/rules.ts";

const rulebook = await readRules();

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** A log that can be read. */
function openLog() {
  const lines: string[] = [];
  const destination = new Writable({
    write(line: Buffer, _encoding, done) {
      lines.push(line.toString());
      done();
    },
  });
  return { log: createLog("warn", destination), lines };
}

test("jobs that are stopped at any moment of their start are over before the database is closed, without a complaint", async () => {
  for (const afterMs of [0, 2, 5, 10, 20, 50, 100, 300]) {
    const db = await openDb(database.url);
    const { log, lines } = openLog();
    const stop = startJobs(db, { rulebook, redraw: createRedrawWork(db), push: null, log });
    await sleep(afterMs);
    await stop();
    await closeDb(db);
    await sleep(50);
    expect([afterMs, lines]).toEqual([afterMs, []]);
  }
});

/** Has the application's database away for as long as the work takes, as when its server is gone. */
async function withoutDatabase<T>(work: () => Promise<T>): Promise<T> {
  const name = new URL(database.url).pathname.slice(1);
  const elsewhere = new URL(database.ownerUrl);
  elsewhere.pathname = "/postgres";
  const operator = await openDb(elsewhere.href);
  await operator.pool.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
  await operator.pool.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name = 'getu'",
    [name],
  );
  const result = await work();
  await operator.pool.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
  await closeDb(operator);
  return result;
}

const PATIENCE = { timeout: 20_000, interval: 100 };

/** Starts the jobs; they say so when they were broken off. */
function startOn(db: Db): { stop: () => Promise<void>; brokenOff: () => Promise<void> } {
  const { log, lines } = openLog();
  const stop = startJobs(db, { rulebook, redraw: createRedrawWork(db), push: null, log });
  const brokenOff = () => vi.waitFor(() => expect(lines.join("")).toContain("started again"), PATIENCE);
  return { stop, brokenOff };
}

const WAITING =
  "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
const RUNG = "SELECT FROM graphile_worker.jobs WHERE key LIKE 'move-on %' AND run_at > now()";

const rowsOf = async (db: Db, question: string): Promise<number> =>
  (await db.pool.query(question)).rowCount ?? 0;

test("T02 a database that is away while the jobs start is waited for", async () => {
  const db = await openDb(database.url);
  const stop = await withoutDatabase(async () => {
    const jobs = startOn(db);
    await jobs.brokenOff();
    return jobs.stop;
  });
  await vi.waitFor(async () => expect(await rowsOf(db, RUNG)).toBeGreaterThan(0), PATIENCE);
  await stop();
  await closeDb(db);
});

test("T02 a database that goes away in the middle of a job is waited for, and the job is done after all", async () => {
  const db = await openDb(database.url);
  const { territoryId } = await foundTown(db);
  const records = [townIncident({ externalId: "old", status: "handling" })];
  await importIncidents(db, { territoryId, records, file: "old ledger" });
  const holder = await database.owner.connect();
  await holder.query("BEGIN; LOCK TABLE incident_loop IN ACCESS EXCLUSIVE MODE");
  const { stop, brokenOff } = startOn(db);
  await vi.waitFor(async () => expect(await rowsOf(db, WAITING)).toBeGreaterThan(0), PATIENCE);
  await withoutDatabase(brokenOff);
  await holder.query("ROLLBACK");
  holder.release();
  await vi.waitFor(
    async () => expect(await rowsOf(db, "SELECT FROM incident_loop")).toBeGreaterThan(0),
    PATIENCE,
  );
  await stop();
  await closeDb(db);
});
