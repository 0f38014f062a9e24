import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { startTcpProxy } from "@getu/testkit";
import type { WireMode } from "@getu/testkit";
import { describe, expect, test } from "vitest";
import type { TestContext } from "vitest";
import { createCrowdTown, FAULTLESS, tryCrowd } from "./crowd-trial.ts";
import type { CrowdTown } from "./crowd-trial.ts";
import { startServerApart } from "./server-apart.ts";
import { serveDatabase } from "./test-server.ts";

/** A town of the test's own in a database of its own. */
async function foundCrowdTown({
  onTestFinished,
}: TestContext): Promise<{ database: TestDatabase; town: CrowdTown }> {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  return { database, town: await createCrowdTown(database.db) };
}

// All at once: reports come at a set pace, so that each of them mostly waits.
describe.concurrent("a crowd", () => {
  test("T12 50 listeners of 20 scopes, some of which cut their wire again and again, hear all that is theirs, once, in order, and nothing else", async (context) => {
    const { database, town } = await foundCrowdTown(context);
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

  test("two processes serve one database; when one is killed its listeners resume at the other and hear all that is theirs, once, in order", async (context) => {
    const { database, town } = await foundCrowdTown(context);
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

  test("T09 through a wire that breaks, goes silent, is slow and has nobody at its end, 20 listeners hear all that is theirs, once, in order", async (context) => {
    const { database, town } = await foundCrowdTown(context);
    const server = await serveDatabase(database.db, { hub: { pingMs: 200 } });
    const wire = await startTcpProxy(server.port);
    const modes: readonly WireMode[] = ["reset", "ok", "blackhole", "ok", "refuse", "ok", "slow", "ok"];
    const result = await tryCrowd(database.db, town, {
      steady: 20,
      churning: 0,
      cutEveryMs: 0,
      silenceMs: 1000,
      events: 160,
      eventsPerSecond: 20,
      writers: 2,
      ports: [wire.port],
      // The silence of a wire lasts 20 events, a second: some give it up and others hear the rest when it heals.
      onReported: (count) => void (count % 20 === 0 && wire.set(modes[count / 20 - 1] ?? "ok")),
    });
    await wire.stop();
    await server.stop();
    expect(result).toMatchObject(FAULTLESS);
    expect(result.reopened).toBeGreaterThanOrEqual(40);
  });
});
