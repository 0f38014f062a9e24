import { setTimeout as wait } from "node:timers/promises";
import { fileReport, verifySteps } from "@getu/store";
import { createTestDatabase, foundTown, openTimeMachine, RULEBOOK, townReport } from "@getu/store/testing";
import type { TestDatabase, TimeMachine } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createLoopWorkers } from "./loop-workers.ts";
import type { LoopWorkers } from "./loop-workers.ts";

const INCIDENTS = 10_000;
/** Until then they are filed. */
const LEAD_MS = 90_000;
/** Their deadlines lie in this stretch of real time. */
const SPREAD_MS = 10 * 60_000;
const KILL_EVERY_MS = 20_000;
const WORKERS = 3;
/** The made-up "quick" matter has one hour, day and night, and the level it is assigned to has no less to accept it. */
const ALLOWED_MS = 3_600_000;
const BATCH = 100;
const ACTOR = { id: "person:dispatcher", role: "dispatcher", gridPath: "" } as const;

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

/** Files reports whose hour ends between `from` and `from + spreadMs`, by moving the database's clock meanwhile. */
async function fileDue(count: number, { from, spreadMs }: { from: number; spreadMs: number }): Promise<void> {
  for (let done = 0; done < count; done += BATCH) {
    const due = from + (done / count) * spreadMs;
    await time.shift(due - ALLOWED_MS - Date.now());
    await Promise.all(
      Array.from({ length: BATCH }, (_, i) =>
        fileReport(time.db, {
          territoryId,
          report: townReport({ condition: "quick" }),
          actor: ACTOR,
          rulebook: RULEBOOK,
          idempotencyKey: `${from}-${done + i}`,
        }),
      ),
    );
  }
}

/** Of each incident filed from there on that has climbed: how often, and how late it was for the first time, in due order. */
async function listClimbs(from: number): Promise<{ times: number; lateMs: number; at: Date }[]> {
  const { rows } = await time.db.pool.query<{ times: number; lateMs: number; at: Date }>(
    `SELECT count(*)::integer AS times, min(climb.at) AS at,
       extract(epoch FROM min(climb.at) - min(report.at))::float8 * 1000 - $2 AS "lateMs"
     FROM incident_step AS climb JOIN incident_step AS report USING (territory_id, incident_id)
     WHERE territory_id = $1 AND climb.action = 'escalate' AND report.ordinal = 1
       AND report.idempotency_key LIKE $3
     GROUP BY incident_id ORDER BY min(report.at), incident_id`,
    [territoryId, ALLOWED_MS, `${ACTOR.id} ${from}-%`],
  );
  return rows;
}

test("T15 of 10,000 deadlines in ten minutes each is escalated once and within a minute, though a worker dies every 20 s", async () => {
  const from = Date.now() + LEAD_MS;
  await fileDue(INCIDENTS, { from, spreadMs: SPREAD_MS });
  await time.shift(0);
  expect(Date.now()).toBeLessThan(from);
  for (let i = 0; i < WORKERS; i += 1) await workers.start();
  const end = from + SPREAD_MS;
  const isOver = async () => Date.now() > end && (await listClimbs(from)).length >= INCIDENTS;
  let killed = 0;
  while (Date.now() < end + 60_000 && !(await isOver())) {
    await wait(KILL_EVERY_MS);
    await workers.killOldest();
    await workers.start();
    killed += 1;
  }
  const climbs = await listClimbs(from);
  const latest = Math.max(...climbs.map(({ lateMs }) => lateMs));
  process.stdout.write(
    `T15: ${climbs.length} escalations, ${killed} workers killed, at most ${Math.round(latest)} ms late\n`,
  );
  expect(climbs).toHaveLength(INCIDENTS);
  expect(climbs.filter(({ times }) => times !== 1)).toEqual([]);
  expect(Math.min(...climbs.map(({ lateMs }) => lateMs))).toBeGreaterThanOrEqual(0);
  expect(latest).toBeLessThan(60_000);
  expect((await verifySteps(time.db, { territoryId })).broken).toEqual([]);
});

test("T15 after an hour without any worker everything overdue is escalated in due order", async () => {
  await workers.stopAll();
  const from = Date.now() - 3_600_000;
  await fileDue(1000, { from, spreadMs: 3_500_000 });
  await time.shift(0);
  await workers.start();
  const until = Date.now() + 120_000;
  while ((await listClimbs(from)).length < 1000 && Date.now() < until) await wait(500);
  const late = (await listClimbs(from)).filter(({ lateMs }) => lateMs > 60_000);
  expect(late).toHaveLength(1000);
  // Reports of one batch were filed at about the same moment: batches are compared.
  const order = late.map(({ at }, i) => ({ at, batch: Math.floor(i / BATCH) }));
  const batches = order.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map(({ batch }) => batch);
  expect(batches).toEqual(batches.toSorted((a, b) => a - b));
});
