import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { IncidentRecord } from "@getu/domain";
import { createTown, townIncident, townPosition } from "@getu/store/testing";
import { beforeEach, describe, expect, test } from "vitest";
import { databaseNow, importGrids, importIncidents, listIncidents, reportIncident } from "../src/index.ts";
import { inTransaction } from "../src/db.ts";
import { lockImports } from "../src/grid/territory-lock.ts";
import { createIncidents } from "./made-up-incidents.ts";
import { createRandom } from "./random.ts";
import { database, db, territory, useTerritoryEach } from "./territory-each.ts";

const NOW = new Date("2026-05-10T04:00:00Z");
const DAY_MS = 86_400_000;

useTerritoryEach();
beforeEach(() => importGrids(db, { territoryId: territory.id, records: createTown(), file: "town" }));

const load = (records: Iterable<IncidentRecord>, file = "incidents.csv") =>
  importIncidents(db, { territoryId: territory.id, records, file });
const listAll = () => listIncidents(db, { territoryId: territory.id, limit: 100_000 });
/** What is stored, by the plainest question: statistics of a killed import are not there yet for a larger one. */
const storedIds = async (): Promise<string[]> =>
  (
    await db.pool.query<{ id: string }>("SELECT external_id AS id FROM incident WHERE territory_id = $1", [
      territory.id,
    ])
  ).rows.map(({ id }) => id);
/** How many of this database wait to hold something alone. */
const countWaiting = async (): Promise<number> =>
  (
    await db.pool.query<{ waiting: number }>(
      `SELECT count(*)::integer AS waiting FROM pg_locks
       WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
  ).rows[0]!.waiting; // a count is one row
const iso = (epochMs: number): string => new Date(epochMs).toISOString();

describe("external ids", () => {
  test("an id that comes again in a later batch is refused by row, new or known, as if all had been remembered", async () => {
    const random = createRandom(5);
    // Eleven batches: when the last is read, the first has been written and forgotten but for the ids it was given.
    const records = createIncidents(26_000, { seed: 5, now: NOW }).map((record, i) =>
      random() < 0.02 ? { ...record, externalId: `incident-${Math.floor(random() * (i + 1))}` } : record,
    );
    const firstRow = new Map<string | null, number>();
    for (const [i, { externalId }] of records.entries())
      if (!firstRow.has(externalId)) firstRow.set(externalId, i);
    const repeated = records.flatMap(({ externalId }, i) =>
      firstRow.get(externalId) === i ? [] : [{ row: i + 1, detail: `"${externalId}" came before` }],
    );
    expect(repeated.length).toBeGreaterThan(150);
    const [first, second] = [await load(records), await load(records)];
    for (const { rejects } of [first, second]) {
      expect(new Set(rejects.map(({ reason }) => reason))).toEqual(new Set(["duplicate-external-id"]));
      const found = rejects.map(({ row, detail }) => ({ row, detail }));
      expect(found.toSorted((a, b) => a.row - b.row)).toEqual(repeated);
    }
    expect([first.inserted, first.updated, first.unchanged]).toEqual([firstRow.size, 0, 0]);
    expect([second.inserted, second.updated, second.unchanged]).toEqual([0, 0, firstRow.size]);
  });

  test("three imports of one file at the same moment, in any order, store each incident once", async () => {
    const records = createIncidents(8_000, { seed: 6, now: NOW });
    const scattered = records.map((_, i) => records[(i * 7919) % records.length]!); // a prime: each comes once
    const orders = [records, records.toReversed(), scattered];
    const results = await Promise.all(orders.map((order) => load(order)));
    expect(results.flatMap(({ rejects }) => rejects)).toEqual([]);
    expect(results.reduce((sum, { inserted }) => sum + inserted, 0)).toBe(records.length);
    for (const { inserted, updated, unchanged } of results)
      expect(inserted + updated + unchanged).toBe(records.length);
    expect(await listAll()).toHaveLength(records.length);
  });

  test("a batch that met what was there already begins again when no other batch is being written", async () => {
    const records = createIncidents(10, { seed: 9, now: NOW });
    await load(records);
    const again = await inTransaction(db, async (tx) => {
      await lockImports(tx, { territoryId: territory.id, mode: "shared" }); // as a batch of somebody else does
      const loading = load(records);
      await expect.poll(countWaiting).toBe(1);
      return { loading };
    });
    expect(await again.loading).toMatchObject({ inserted: 0, unchanged: 10, rejects: [] });
  });

  test("a report that comes while its file is imported is one incident", async () => {
    const records = createIncidents(5000, { seed: 7, now: NOW });
    const reports = records
      .slice(0, 50)
      .map((record) => reportIncident(db, { territoryId: territory.id, record }));
    const [{ inserted, unchanged }] = await Promise.all([load(records), ...reports]);
    expect(inserted + unchanged).toBe(5000);
    expect(await listAll()).toHaveLength(5000);
  });

  test("known, changed and new incidents in one file end as the file says", async () => {
    const records = createIncidents(6000, { seed: 8, now: NOW });
    const changed = records.map((record, i) =>
      i % 3 === 0 ? { ...record, summary: "corrected", position: townPosition(i % 7, i % 5) } : record,
    );
    await load(records.slice(0, 4500));
    expect(await load(changed)).toMatchObject({ inserted: 1500, updated: 1500, unchanged: 3000 });
    const merged = await listAll();
    const expected = new Map(changed.map((record) => [record.externalId, record]));
    for (const incident of merged) expect(incident).toMatchObject(expected.get(incident.externalId)!); // ids are those of the file
    expect(merged).toHaveLength(6000);
  });
});

describe("times", () => {
  test("what has not happened yet is refused by name; clocks may be off by a day", async () => {
    const now = (await databaseNow(db)).getTime();
    const early = iso(now + DAY_MS / 2);
    const future = iso(now + 2 * DAY_MS);
    const result = await load([
      townIncident({ externalId: "early", occurredAt: early, reportedAt: early }),
      townIncident({ externalId: "occurred", occurredAt: future }),
      townIncident({ externalId: "reported", reportedAt: future }),
      townIncident({ externalId: "due", dueAt: iso(now + 100 * DAY_MS) }),
    ]);
    expect(result.inserted).toBe(2);
    const detail = `${future} has not come yet`;
    expect(result.rejects).toEqual(
      [2, 3].map((row) => ({ file: "incidents.csv", row, reason: "in-the-future", detail })),
    );
  });

  test("an incident without a time is refused by the name of the field", async () => {
    const without = { ...townIncident({ externalId: "a" }), occurredAt: null } as unknown as IncidentRecord;
    const { inserted, rejects } = await load([without, townIncident({ externalId: "b", reportedAt: "" })]);
    expect(inserted).toBe(0);
    expect(rejects.map(({ row, reason, detail }) => [row, reason, detail.split(":")[0]])).toEqual([
      [1, "bad-value", "occurredAt"],
      [2, "bad-value", "reportedAt"],
    ]);
  });

  test("batches of earlier and earlier times are all stored and listed in the order of their reports", async () => {
    const start = NOW.getTime();
    const records = Array.from({ length: 11_000 }, (_, i) =>
      townIncident({
        externalId: `back-${i}`,
        occurredAt: iso(start - i * 60_000 - 1),
        reportedAt: iso(start - i * 60_000),
      }),
    );
    expect((await load(records)).inserted).toBe(11_000);
    expect((await listAll()).map(({ externalId }) => externalId)).toEqual(
      records.map(({ externalId }) => externalId),
    );
    const [from, to] = [iso(start - 5400 * 60_000), iso(start - 4600 * 60_000)];
    const filter = { territoryId: territory.id, from, to, limit: 10_000 };
    const expected = records.filter(({ occurredAt }) => occurredAt >= from && occurredAt < to);
    expect(await listIncidents(db, filter)).toHaveLength(expected.length);
  });
});

describe("positions", () => {
  test("the corners of the world are stored outside every grid, a step beyond is refused", async () => {
    const corners = [-180, 180].flatMap((lng) => [-90, 90].map((lat): [number, number] => [lng, lat]));
    const beyond: [number, number][] = [
      [180.0000001, 0],
      [0, -90.0000001],
      [Number.POSITIVE_INFINITY, 0],
    ];
    const result = await load(
      [...corners, ...beyond].map((position, i) => townIncident({ externalId: `corner-${i}`, position })),
    );
    expect(result.inserted).toBe(4);
    expect(result.rejects.map(({ row, reason }) => [row, reason])).toEqual(
      [5, 6, 7].map((row) => [row, "bad-value"]),
    );
    const stored = await listAll();
    expect(new Set(stored.map(({ position }) => position.join()))).toEqual(
      new Set(corners.map((position) => position.join())),
    );
    for (const incident of stored) expect(incident).toMatchObject({ gridCurrent: null, nearBorder: false });
  });

  test("all four corners of the territory have an owner, a unit beyond them there is none (R14)", async () => {
    const places = [0, 8].flatMap((x) => [0, 4].map((y) => townPosition(x, y)));
    const beyond = places.map(([lng, lat], i): [number, number] => [lng + (i < 2 ? -1e-7 : 1e-7), lat]);
    await load([...places, ...beyond].map((position, i) => townIncident({ externalId: `${i}`, position })));
    const stored = new Map((await listAll()).map((incident) => [Number(incident.externalId), incident]));
    for (const i of places.keys()) {
      expect(stored.get(i)).toMatchObject({ distanceToBorderMetres: 0, nearBorder: true });
      expect(stored.get(i)?.gridCurrent).not.toBeNull();
      expect(stored.get(i + places.length)).toMatchObject({
        gridCurrent: null,
        distanceToBorderMetres: null,
      });
    }
  });

  test("any number of incidents may share one position", async () => {
    const records = Array.from({ length: 20_000 }, (_, i) => townIncident({ externalId: `same-${i}` }));
    expect((await load(records)).inserted).toBe(20_000);
    const { rows } = await db.pool.query(
      "SELECT count(*)::integer, count(DISTINCT (grid_current, morton, near_border))::integer AS places FROM incident WHERE territory_id = $1",
      [territory.id],
    );
    expect(rows).toEqual([{ count: 20_000, places: 1 }]);
  });
});

describe("an import that is killed", () => {
  const script = fileURLToPath(new URL("import-records.ts", import.meta.url));

  /** Kills an importing process once the database holds some of its incidents; returns how many it holds. */
  async function killHalfway(total: number): Promise<number> {
    const child = spawn(process.execPath, [script, database.url, String(territory.id), String(total)], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exited = once(child, "exit");
    for await (const line of createInterface(child.stdout)) if (Number(line) > 0) child.kill("SIGKILL");
    expect((await exited)[1]).toBe("SIGKILL");
    return (await storedIds()).length;
  }

  test("leaves whole batches, and the same import again completes them: nothing double, nothing lost", async () => {
    const total = 20_000;
    const stored = await killHalfway(total);
    expect(stored).toBeGreaterThan(0);
    expect(stored).toBeLessThan(total);
    expect(stored % 2500).toBe(0);
    const records = createIncidents(total, { seed: 21, now: NOW });
    expect(await load(records)).toEqual({
      inserted: total - stored,
      updated: 0,
      unchanged: stored,
      rejects: [],
    });
    const ids = await storedIds();
    expect(new Set(ids)).toEqual(new Set(records.map(({ externalId }) => externalId)));
    expect(ids).toHaveLength(total);
  });
});
