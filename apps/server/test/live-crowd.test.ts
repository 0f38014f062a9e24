import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createCrowdTown, FAULTLESS, tryCrowd } from "./crowd-trial.ts";
import type { CrowdTown } from "./crowd-trial.ts";
import { startServerApart } from "./server-apart.ts";
import { serveDatabase } from "./test-server.ts";

let database: TestDatabase;
let town: CrowdTown;
beforeEach(async () => {
  database = await createTestDatabase();
  town = await createCrowdTown(database.db);
});
afterEach(() => database.drop());

test("T12 50 listeners of 20 scopes, some of which cut their wire again and again, hear all that is theirs, once, in order, and nothing else", async () => {
  const server = await serveDatabase(database.db, { hub: { maxConnections: 100 } });
  const result = await tryCrowd(database.db, town, {
    steady: 40,
    churning: 10,
    cutEveryMs: 300,
    events: 100,
    eventsPerSecond: 40,
    writers: 1,
    ports: [server.port],
  });
  await server.stop();
  expect(result).toMatchObject(FAULTLESS);
  expect(result.deliveries).toBeGreaterThan(400);
});

test("two processes serve one database; when one is killed its listeners resume at the other and hear all that is theirs, once, in order", async () => {
  const [stays, dies] = await Promise.all([startServerApart(database.url), startServerApart(database.url)]);
  let death = Promise.resolve();
  const result = await tryCrowd(database.db, town, {
    steady: 40,
    churning: 10,
    cutEveryMs: 700,
    events: 120,
    eventsPerSecond: 40,
    writers: 4,
    ports: [stays.port, dies.port],
    onReported: (count) => {
      if (count === 60) death = dies.kill();
    },
  });
  await death;
  await stays.kill();
  expect(result).toMatchObject(FAULTLESS);
  expect(result.reopened).toBeGreaterThanOrEqual(20);
  expect(result.deliveries).toBeGreaterThan(400);
});
