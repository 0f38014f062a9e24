import { createCaller } from "@getu/api";
import { fromHeatRaster, readHeatFile, toHeatCells } from "@getu/domain";
import { createTerritory, importGrids, reportIncident } from "@getu/store";
import {
  createTestDatabase,
  createTown,
  TOWN_TERRITORY,
  townIncident,
  townPosition,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { heatQueries, heatSteps, takeHeatStep } from "./heat-history.ts";
import { EVER, foundHeatTown, openHeatProcess, shown, total } from "./heat-town.ts";
import type { HeatTown } from "./heat-town.ts";
import { until } from "./server-process.ts";
import { serveDatabase } from "./test-server.ts";

const SEED = 20_261_126;

/** Ends the first connection that is amid handing over more facts than an index takes in one go. */
const BREAK_COPIES = `DO $$ BEGIN
  FOR attempt IN 1..20000 LOOP
    PERFORM pg_stat_clear_snapshot(), pg_sleep(0.001);
    PERFORM pg_terminate_backend(pid) FROM pg_stat_progress_copy
      WHERE datname = current_database() AND tuples_processed > 250000;
    EXIT WHEN FOUND;
  END LOOP;
END $$`;

let database: TestDatabase;
let town: HeatTown;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  town = await foundHeatTown(database);
});

describe("heat in memory", () => {
  test("equals the database's own count for any window, view and filter, through imports, corrections, deletions by hand and restarts", async () => {
    await fc.assert(
      fc.asyncProperty(heatSteps, heatQueries, async (all, last) => {
        await database.db.pool.query("DELETE FROM incident WHERE territory_id = $1", [town.territoryId]);
        let process = await openHeatProcess(database);
        for (const step of all) process = await takeHeatStep({ database, town }, process, step);
        await town.demandEqual(process, last);
        await town.demandEqual(process);
        await process.stop();
      }),
      { seed: SEED, numRuns: 8 },
    );
  }, 60_000);

  test("an index that is told to withdraw what it never counted is built anew from the table, and says why", async () => {
    await town.insert([townIncident({ externalId: "a" })]);
    const process = await openHeatProcess(database);
    await database.db.pool.query(
      `INSERT INTO heat_delta (territory_id, sign, occurred_at, morton, category, severity, status)
       SELECT territory_id, -1, array_agg(occurred_at - interval '1 day'), array_agg(morton), array_agg(category),
         array_agg(severity), array_agg(status)
       FROM incident, generate_series(1, 2) WHERE territory_id = $1 GROUP BY territory_id`,
      [town.territoryId],
    );
    const said = async (): Promise<string> => {
      await town.ask(process.heat);
      return process.said.join();
    };
    await expect.poll(said).toMatch(/built anew: more was withdrawn than ever counted/);
    await process.heat.whenOpened();
    await town.demandEqual(process);
    expect(total(await town.ask(process.heat))).toBe(1);
  });

  test("an index that was told half of a step when its connection broke is built anew from the table, and says why", async () => {
    await town.insert([townIncident({ externalId: "a" })]);
    const process = await openHeatProcess(database);
    const broken = database.db.pool.query(BREAK_COPIES);
    await database.db.pool.query(
      `INSERT INTO heat_delta (territory_id, sign, occurred_at, morton, category, severity, status)
       SELECT territory_id, 1, array_agg(occurred_at), array_agg(morton), array_agg(category), array_agg(severity),
         array_agg(status)
       FROM incident, generate_series(1, 600000) AS told WHERE territory_id = $1 GROUP BY territory_id, told / 8192`,
      [town.territoryId],
    );
    await broken;
    await until("the index to begin anew", () =>
      /built anew: .*broke off half-way/.test(process.said.join()),
    );
    await process.heat.whenOpened();
    await town.demandEqual(process);
    expect(total(await town.ask(process.heat))).toBe(1); // none of what it was told half of
  });

  test("an incident that lies in the future is counted where it lies, and whoever runs the server is told", async () => {
    const occurredAt = new Date(Date.now() + 40 * 86_400_000).toISOString();
    await town.insert([townIncident({ externalId: "a" })]);
    await database.db.pool.query("UPDATE incident SET occurred_at = $2 WHERE territory_id = $1", [
      town.territoryId,
      occurredAt,
    ]);
    const process = await openHeatProcess(database);
    expect(process.said.join()).toMatch(/an incident lies in the future/);
    await town.demandEqual(process);
  });

  test("two processes over one database each keep their own index and agree; so they do after one began anew from its files", async () => {
    await town.insert(
      Array.from({ length: 200 }, (_, i) =>
        townIncident({ externalId: `a${i}`, position: townPosition(i % 8, i % 3) }),
      ),
    );
    const [one, other] = [await openHeatProcess(database), await openHeatProcess(database)];
    for (const each of [one, other]) await town.demandEqual(each);
    await one.stop();
    await town.insert(
      Array.from({ length: 50 }, (_, i) => townIncident({ externalId: `a${i * 3}`, severity: "urgent" })),
    );
    const again = await openHeatProcess(database, { folder: one.folder });
    expect(again.said).toContain(`${town.territoryId}: the heat index is open, from files`);
    for (const each of [again, other]) await town.demandEqual(each);
  });

  test("is at least as new as what the live stream has told: whoever hears of a report and asks sees it", async () => {
    const { heat, feed } = await openHeatProcess(database);
    for (let number = 1; number <= 30; number++) {
      const heard = new Promise<void>((resolve) => {
        const unsubscribe = feed.subscribe(() => {
          unsubscribe();
          resolve();
        });
      });
      const before = await heat.freshnessOf(town.territoryId);
      await reportIncident(database.db, { territoryId: town.territoryId, record: townIncident() });
      await heard;
      expect(total(await town.ask(heat))).toBe(number);
      expect(await heat.freshnessOf(town.territoryId)).not.toBe(before);
    }
  });

  test("behind the plain route and the procedure never gives an answer from before a change that was told", async () => {
    const { db, heat, feed } = await openHeatProcess(database);
    const server = await serveDatabase(db, { context: { heat }, server: { heat } });
    onTestFinished(() => server.stop());
    const address = new URLSearchParams({
      from: EVER.from,
      to: EVER.to,
      bbox: EVER.bbox.join(),
      level: "20",
    });
    const route = `${server.origin}/territories/${town.territoryId}/heat.bin?${address}`;
    const seen = new Set<string | null>();
    for (let number = 1; number <= 15; number++) {
      const told = new Promise<void>((resolve) => feed.subscribe(() => resolve()));
      await reportIncident(database.db, { territoryId: town.territoryId, record: townIncident() });
      await told;
      const answer = await fetch(route);
      const cells = fromHeatRaster(readHeatFile(new Uint8Array(await answer.arrayBuffer())));
      expect(total(cells)).toBe(number);
      seen.add(answer.headers.get("etag"));
      const called = await createCaller(server.context).heat.cells({
        territoryId: town.territoryId,
        ...EVER,
      });
      expect(shown(called)).toEqual(shown(cells));
    }
    expect(seen.size).toBe(15);
  });

  test("lets the database count for those who may see only some grids, between two seconds, and for cells finer than it knows", async () => {
    await town.insert([townIncident({ externalId: "a", occurredAt: "2026-05-01T02:00:00.500Z" })]);
    const process = await openHeatProcess(database);
    const late = { ...EVER, from: "2026-05-01T02:00:00.600Z" };
    expect(total(await town.ask(process.heat, late))).toBe(0);
    const onTheSecond = townIncident({ externalId: "b", occurredAt: "2026-05-01T03:00:00.000Z" });
    await town.insert([onTheSecond]);
    for (const from of ["2026-05-01T03:00:00.0005Z", "2026-05-01T03:00:00.000Z"])
      await town.demandEqual(process, { ...EVER, from });
    expect(total(await town.ask(process.heat, { ...EVER, level: 26 }))).toBe(2);
    const none = { territoryId: town.territoryId, within: [], query: EVER };
    expect(total(toHeatCells(await process.heat.cells(none)))).toBe(0);
    expect(town.stateOf(process)).toBe("index");
  });

  test("moves with the boundaries, and begins when the first ones come", async () => {
    const empty = await createTerritory(database.db, { ...TOWN_TERRITORY, code: `${town.code}-empty` });
    const process = await openHeatProcess(database);
    const states = (): string | undefined => process.heat.states()[empty.id];
    expect(states()).toBe("database");
    await importGrids(database.db, { territoryId: empty.id, records: createTown(1), file: "town" });
    await until("the first index", () => states() === "index");
    await town.insert([townIncident({ externalId: "far", position: townPosition(90, 2) })]);
    const wide = createTown(60);
    await importGrids(database.db, {
      territoryId: town.territoryId,
      records: wide,
      file: "town",
      confirm: true,
    } as never);
    await until("a larger square", () => process.said.some((line) => /boundaries moved/.test(line)));
    await process.heat.whenOpened();
    await town.demandEqual(process);
  });

  test("beyond its memory says so in one line, and the database counts", async () => {
    await town.insert(Array.from({ length: 100 }, (_, i) => townIncident({ externalId: `a${i}` })));
    const process = await openHeatProcess(database, { memoryBytes: 30_000 });
    expect(town.stateOf(process)).toBe("database");
    const own = process.said.filter((line) => line.startsWith(`${town.territoryId}: `));
    expect(own.at(-1)).toMatch(
      /^\d+: the database counts heat: .*100 incidents need 1 MB, the limit is \d MB.*GETU_HEAT_MEMORY/,
    );
    expect(own.filter((line) => /the limit is/.test(line))).toHaveLength(1);
    expect(total(await town.ask(process.heat))).toBe(100);
  });

  test("that outgrows its memory while it runs gives up whole, never half", async () => {
    const process = await openHeatProcess(database, { memoryBytes: 120_000 });
    for (let batch = 0; batch < 12; batch++) {
      await town.insert(
        Array.from({ length: 1000 }, (_, i) => townIncident({ externalId: `${batch}-${i}` })),
      );
      expect(total(await town.ask(process.heat))).toBeGreaterThanOrEqual(0);
    }
    await until("the limit", () => town.stateOf(process) === "database");
    expect(total(await town.ask(process.heat))).toBe(12_000);
  });
});
