import type { IncidentRecord } from "@getu/domain";
import { createTestDatabase, foundTown, townIncident } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { importIncidents } from "../src/index.ts";

const MILLION = 1_000_000;

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** The same place again and again; every thousandth id has come before, ten thousand rows ago. */
function* onePlace(): Generator<IncidentRecord> {
  for (let i = 0; i < MILLION; i++)
    yield townIncident({ externalId: `same-${i % 1000 === 999 && i > 10_000 ? i - 10_001 : i}` });
}

test("a million incidents at one position are stored without memory growing with them, ids of long ago refused", async () => {
  const { db } = database;
  const { territoryId } = await foundTown(db);
  const repeated = 990; // of a thousand; the first ten have nothing that long ago
  let most = 0;
  function* watched(): Generator<IncidentRecord> {
    let rows = 0;
    for (const record of onePlace()) {
      yield record;
      if (++rows % 50_000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
    }
  }
  const { inserted, rejects } = await importIncidents(db, { territoryId, records: watched(), file: "one" });
  expect(inserted).toBe(MILLION - repeated);
  expect(rejects).toHaveLength(repeated);
  expect(most).toBeLessThan(400e6); // a million remembered records would take more
  const { rows } = await db.pool.query(
    "SELECT count(*)::integer, count(DISTINCT grid_current)::integer AS grids FROM incident",
  );
  expect(rows).toEqual([{ count: MILLION - repeated, grids: 1 }]);
  const known = await db.pool.query("SELECT reltuples FROM pg_class WHERE relname = 'incident'");
  expect(known.rows[0].reltuples / MILLION, "what the planner believes").toBeGreaterThan(0.9); // autovacuum says so late
}, 600_000);
