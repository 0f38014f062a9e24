import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { closeDb, openDb, prepareDatabase, startEmbeddedPostgres } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import { createHome } from "@getu/testkit";
import { expect, test } from "vitest";
import { createCrowdTown, FAULTLESS, quantileOf, tryCrowd } from "./crowd-trial.ts";
import type { TrialResult } from "./crowd-trial.ts";
import { startServerApart } from "./server-apart.ts";

const WALLS = 200;

/** Who hears nothing for so long opens another connection. */
const CROWD = { steady: WALLS, churning: 0, cutEveryMs: 0, silenceMs: 12_000, writers: 1 };

const DOWN_MS = 60_000;

/** Within so long after its return everybody is up to date. */
const CURRENT_MS = 15_000;

/** One of ten hears of a report: who hears all, and those of its compound. */
const HEARERS = WALLS / 10;

function tell(what: string, { deliveries, reopened, latenciesMs }: TrialResult): void {
  console.log(
    `T03 ${WALLS} walls, ${what}: ${deliveries} deliveries, opened again ${reopened} times; ` +
      `from report to wall p50 ${quantileOf(latenciesMs, 0.5)} ms, at most ${latenciesMs.at(-1)} ms`,
  );
}

test("T03 two hundred walls whose server is killed three times while incidents come in hear all that is theirs, once, in order, each time", async () => {
  const database = await createTestDatabase();
  const town = await createCrowdTown(database.db);
  let server = await startServerApart(database.url);
  const { port } = server;
  let starting = Promise.resolve();
  const startAgain = async (): Promise<void> => {
    await server.kill();
    await sleep(2000); // incidents go on coming in
    server = await startServerApart(database.url, port);
  };
  const result = await tryCrowd(database.db, town, {
    ...CROWD,
    events: 400,
    eventsPerSecond: 10,
    ports: [port],
    async onReported(count) {
      if (count === 400) await starting;
      else if (count % 100 === 0) starting = starting.then(startAgain);
    },
  });
  await server.kill();
  await database.drop();
  tell("its server killed three times", result);
  expect(result).toMatchObject(FAULTLESS);
  expect(result.reopened).toBeGreaterThanOrEqual(3 * WALLS);
  expect(result.deliveries).toBeGreaterThan(400 * 10); // ten of them hear all
});

test("T03 two hundred walls whose database is down for a minute, twice, hear all that is theirs, once, in order", async () => {
  const home = createHome();
  let postgres = await startEmbeddedPostgres({ home });
  await prepareDatabase(postgres);
  const db = await openDb(postgres.url);
  const town = await createCrowdTown(db);
  const server = await startServerApart(postgres.url);
  const result = await tryCrowd(db, town, {
    ...CROWD,
    events: 150,
    eventsPerSecond: 10,
    ports: [server.port],
    async onReported(count) {
      if (count !== 50 && count !== 100) return;
      await postgres.stop();
      await sleep(DOWN_MS);
      postgres = await startEmbeddedPostgres({ home });
    },
  });
  await server.kill();
  await closeDb(db);
  await postgres.stop();
  rmSync(home, { recursive: true, force: true });
  tell("its database down for a minute twice", result);
  expect(result).toMatchObject(FAULTLESS);
  expect(result.deliveries).toBeGreaterThan(150 * 10);
  const { latenciesMs } = result;
  expect(latenciesMs.at(-1)).toBeLessThan(DOWN_MS + CURRENT_MS);
  const late = latenciesMs.filter((ms) => ms >= CURRENT_MS);
  expect(late.length).toBeLessThanOrEqual(2 * HEARERS); // of what was reported in the instant in which it stopped
});
