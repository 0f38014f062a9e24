import { createTestDatabase } from "@getu/store/testing";
import { expect, test } from "vitest";
import { createCrowdTown, FAULTLESS, quantileOf, tryCrowd } from "./crowd-trial.ts";
import { startServerApart } from "./server-apart.ts";

test.each([
  { eventsPerSecond: 5, events: 300 },
  { eventsPerSecond: 20, events: 1200 },
])(
  "T12 1,000 listeners of 20 scopes, 100 of which come and go, at $eventsPerSecond events a second: no gap, no repetition, nothing of other grids",
  async ({ eventsPerSecond, events }) => {
    const database = await createTestDatabase();
    const town = await createCrowdTown(database.db);
    const server = await startServerApart(database.url);
    const [cpu, started] = [server.cpuSeconds(), performance.now()];
    const result = await tryCrowd(database.db, town, {
      steady: 900,
      churning: 100,
      cutEveryMs: 10_000,
      events,
      eventsPerSecond,
      writers: 4,
      ports: [server.port],
    });
    const core = (server.cpuSeconds() - cpu) / ((performance.now() - started) / 1000);
    const { latenciesMs, deliveries } = result;
    console.log(
      `T12 at ${eventsPerSecond} events/s: ${deliveries} deliveries, p50 ${quantileOf(latenciesMs, 0.5)} ms, p99 ${quantileOf(latenciesMs, 0.99)} ms, ${(100 * core).toFixed(1)} % of a core, ${(server.residentBytes() / 1e6).toFixed(0)} MB`,
    );
    await server.kill();
    await database.drop();
    expect(result).toMatchObject(FAULTLESS);
    expect(deliveries).toBeGreaterThan(events * 50);
  },
);
