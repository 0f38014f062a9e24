import { Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { closeDb, createRedrawWork, openDb } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
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

test("T02 a database that is away while the jobs start is waited for", async () => {
  const db = await openDb(database.url);
  const name = new URL(database.url).pathname.slice(1);
  const elsewhere = new URL(database.ownerUrl);
  elsewhere.pathname = "/postgres";
  const operator = await openDb(elsewhere.href);
  await operator.pool.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS false`);
  await operator.pool.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1", [
    name,
  ]);
  const { log, lines } = openLog();
  const stop = startJobs(db, { rulebook, redraw: createRedrawWork(db), push: null, log });
  await vi.waitFor(() => expect(lines.join("")).toContain("started again"), { timeout: 10_000 });
  await operator.pool.query(`ALTER DATABASE "${name}" ALLOW_CONNECTIONS true`);
  await closeDb(operator);
  const bells = async () =>
    (await db.pool.query("SELECT FROM graphile_worker.jobs WHERE key LIKE 'move-on %' AND run_at > now()"))
      .rowCount;
  await vi.waitFor(async () => expect(await bells()).toBeGreaterThan(0), { timeout: 20_000, interval: 100 });
  await stop();
  await closeDb(db);
});
