import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { closeDb, migrate, openDb, startEmbeddedPostgres } from "@getu/store";
import { createHome } from "@getu/testkit";
import { expect, test } from "vitest";
import { createCrowdTown, FAULTLESS, quantileOf, tryCrowd } from "./crowd-trial.ts";
import type { TrialResult } from "./crowd-trial.ts";
import { startServerApart } from "./server-apart.ts";

const WALLS = 200;

/** Who hears nothing for so long opens another connection. */
const CROWD = { steady: WALLS, churning: 0, cutEveryMs: 0, silenceMs: 12_000, writers: 1 };

const DOWN_MS = 60_000;

function tell(what: string, { deliveries, reopened, latenciesMs }: TrialResult): void {
  console.log(
    `T03 ${WALLS} walls, ${what}: ${deliveries} deliveries, opened again ${reopened} times; ` +
      `from report to wall p50 ${quantileOf(latenciesMs, 0.5)} ms, at most ${latenciesMs.at(-1)} ms`,
  );
}

test("T03 two hundred walls whose database is down for a minute, twice, hear all that is theirs, once, in order", async () => {
  const home = createHome();
  let postgres = await startEmbeddedPostgres({ home });
  await migrate(postgres.url);
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
  expect(result.latenciesMs.at(-1)).toBeLessThan(15_000);
});
