import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { IncidentRecord } from "@getu/domain";
import { createTestDatabase, foundTown, townIncident, townPosition } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterEach, beforeEach, expect, test } from "vitest";
import { importIncidents } from "../src/index.ts";

const MILLION = 1_000_000;

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

const collect = openCollector();

/** V8's own: what lies on the heap until then may be garbage. */
function openCollector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

/** Bytes of the heap that are held. */
function heldBytes(): number {
  collect();
  return process.memoryUsage().heapUsed;
}

/** Places and times as they come, each id once; tells now and then how much more the heap holds than before. */
function* watchedRows(count: number, tell: (bytes: number) => void): Generator<IncidentRecord> {
  const before = heldBytes();
  for (let i = 0; i < count; i++) {
    const position = townPosition((i % 97) / 13, (i % 31) / 11);
    yield townIncident({ externalId: `row-${count}-${i}`, summary: `row ${i}`, position });
    if (i % 10_000 === 9_999) tell(heldBytes() - before);
  }
}

/** The same place again and again; every thousandth id has come before, ten thousand rows ago. */
function* onePlace(): Generator<IncidentRecord> {
  for (let i = 0; i < MILLION; i++)
    yield townIncident({ externalId: `same-${i % 1000 === 999 && i > 10_000 ? i - 10_001 : i}` });
}

test("four times the rows hold no more of the heap at any moment: an import keeps no more than it is writing", async () => {
  const { db } = database;
  const { territoryId } = await foundTown(db, { code: "steady" });
  const peakOf = async (count: number): Promise<number> => {
    let peak = 0;
    const records = watchedRows(count, (bytes) => (peak = Math.max(peak, bytes)));
    const { inserted } = await importIncidents(db, { territoryId, records, file: `${count} rows` });
    expect(inserted).toBe(count);
    return peak;
  };
  await peakOf(50_000); // what is compiled and kept once
  const [once, fourTimes] = [await peakOf(200_000), await peakOf(800_000)];
  console.log(
    `an import held ${Math.round(once / 1e6)} MB of 200,000 rows, ${Math.round(fourTimes / 1e6)} MB of 800,000`,
  );
  expect(fourTimes).toBeLessThan(1.3 * once);
}, 600_000);

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
