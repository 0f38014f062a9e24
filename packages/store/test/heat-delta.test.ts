import { setTimeout as sleep } from "node:timers/promises";
import { mortonOf } from "@getu/geometry";
import {
  createTown,
  TOWN_TERRITORY,
  townIncident,
  townPosition,
  setIncidentStatus,
} from "@getu/store/testing";
import pg from "pg";
import { describe, expect, test } from "vitest";
import {
  canResumeHeat,
  createTerritory,
  dropForeignHeatDeltas,
  importGrids,
  importIncidents,
  inTransaction,
  isInSnapshot,
  loadHeat,
  readHeatDeltas,
  reportIncident,
  trimHeatDeltas,
  writeHeatMark,
} from "../src/index.ts";
import type { HeatFact, ReadFacts } from "../src/index.ts";
import { findHistory } from "../src/change/database-history.ts";
import { createRandom } from "./random.ts";
import { database, db, territory, useTerritoryEach } from "./territory-each.ts";

useTerritoryEach();

const DAY_MS = 86_400_000;

const UNBROKEN = new AbortController().signal;

/** What a reader holds: how often each fact counts. */
type Held = Map<string, number>;

function hold(held: Held, { seconds, x, y, category, severity, status, sign }: HeatFact): void {
  const fact = [seconds, x, y, category, severity, status].join(" ");
  const sum = (held.get(fact) ?? 0) + sign;
  if (sum === 0) held.delete(fact);
  else held.set(fact, sum);
}

/** A reader of the town as the server's indexes read: loaded whole, then stepping from snapshot to snapshot. */
async function openReader(): Promise<{ held: Held; step: () => Promise<number[]> }> {
  const held: Held = new Map();
  const read: ReadFacts<void> = async (batches) => {
    for await (const facts of batches) for (const fact of facts) hold(held, fact);
  };
  let { snapshot } = (await loadHeat(db, { territoryId: territory.id, read, signal: UNBROKEN })).seen;
  return {
    held,
    async step() {
      const { seen, lost } = await readHeatDeltas(db, [{ territoryId: territory.id, snapshot }], read);
      ({ snapshot } = seen);
      return lost;
    },
  };
}

/** The point a reader begins from that leaves all of the load unread. */
const look = async (territoryId: number) =>
  (await loadHeat(db, { territoryId, read: async () => {}, signal: UNBROKEN })).seen;

/** What a reader must hold, by the table itself. */
async function heldByTable(): Promise<Held> {
  const { rows } = await db.pool.query<{ fact: string }>(
    `SELECT concat_ws(' ', floor(extract(epoch FROM occurred_at)), morton, category, severity, status) AS fact
     FROM incident WHERE territory_id = $1`,
    [territory.id],
  );
  const held: Held = new Map();
  for (const { fact } of rows) held.set(fact, (held.get(fact) ?? 0) + 1);
  return held;
}

/** The same with cells in the place of Morton codes. */
const withMorton = (held: Held): Held =>
  new Map(
    [...held].map(([fact, sum]) => {
      const [seconds, x, y, ...kind] = fact.split(" ");
      return [[seconds, mortonOfCell(Number(x), Number(y)), ...kind].join(" "), sum];
    }),
  );

/** Bit by bit, as a reader of the definition would. */
function mortonOfCell(x: number, y: number): string {
  let morton = 0n;
  for (let bit = 0n; bit < 26n; bit += 1n) {
    morton |= ((BigInt(x) >> bit) & 1n) << (2n * bit);
    morton |= ((BigInt(y) >> bit) & 1n) << (2n * bit + 1n);
  }
  return String(morton);
}

const INSERT = `INSERT INTO incident (territory_id, external_id, category, condition, severity, channel, status, summary,
    lng, lat, morton, occurred_at, reported_at, near_border)
  SELECT $1, $2 || n, (ARRAY['noise','占道经营','waste'])[1 + n % 3], 'default', 'minor', 'hotline', 'reported', '',
    1201000000, 302000000, $3::bigint + n % 7, timestamptz '2026-05-01' + (n + hashtext($2) % 100000) * interval '1 second', now(), false
  FROM generate_series(1, $4::integer) AS n`;

const insert = (
  client: pg.Pool | pg.PoolClient,
  { prefix, rows }: { prefix: string; rows: number },
): Promise<unknown> => client.query(INSERT, [territory.id, prefix, mortonOf(townPosition(1, 1)), rows]);

const WRITERS = 20;
const WRITING_MS = 3000;

const CHANGES = [
  "UPDATE incident SET status = 'closed' WHERE territory_id = $1 AND id % 31 = $2",
  "UPDATE incident SET occurred_at = occurred_at - interval '1 day' WHERE territory_id = $1 AND id % 31 = $2",
  "UPDATE incident SET summary = 'seen' WHERE territory_id = $1 AND id % 31 = $2",
  "DELETE FROM incident WHERE territory_id = $1 AND id % 31 = $2",
];

/** One writer: transactions of random length that insert, correct and delete, one in ten rolled back. */
async function write(pool: pg.Pool, seed: number): Promise<void> {
  const random = createRandom(seed);
  let batch = 0;
  for (const end = Date.now() + WRITING_MS; Date.now() < end;) {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await insert(client, { prefix: `${seed}-${(batch += 1)}-`, rows: 1 + Math.floor(random() * 5) });
      await sleep(random() * 40);
      const change = CHANGES[Math.floor(random() * 12)]; // two in three only insert
      if (change) await client.query(change, [territory.id, Math.floor(random() * 31)]);
      await client.query(random() > 0.1 ? "COMMIT" : "ROLLBACK");
    } catch (error) {
      if ((error as { code?: string }).code !== "40P01") throw error; // a deadlock among writers: rolled back
      await client.query("ROLLBACK");
    } finally {
      client.release();
    }
  }
}

const PLACING = "UPDATE incident SET near_border = NOT near_border WHERE territory_id = $1";
const CLOSING = "UPDATE incident SET status = 'closed' WHERE territory_id = $1";

describe("heat deltas", () => {
  test("T10 twenty writers that insert, correct, delete and roll back: every reader holds what the table holds, whenever it began", async () => {
    const pool = new pg.Pool({ connectionString: database.url, max: WRITERS });
    const writing = Promise.all(Array.from({ length: WRITERS }, (_, i) => write(pool, i + 1)));
    const readers = [await openReader()];
    const state = { isWriting: true };
    void writing.finally(() => (state.isWriting = false));
    while (state.isWriting) {
      await sleep(100);
      if (readers.length < 8) readers.push(await openReader()); // among running transactions
      for (const [i, { step }] of readers.entries()) if (i % 3 !== 2) await step(); // some come late
    }
    await writing;
    await pool.end();
    const expected = await heldByTable();
    expect(expected.size).toBeGreaterThan(100);
    for (const { held, step } of readers) {
      expect(await step()).toEqual([]);
      expect(withMorton(held)).toEqual(expected);
    }
  }, 30_000);

  test("an upsert is told with the row that it met, though that came in while it ran", async () => {
    await importGrids(db, { territoryId: territory.id, records: createTown(1), file: "town" });
    const reader = await openReader();
    const records = Array.from({ length: 300 }, (_, i) => townIncident({ externalId: `e${i}` }));
    const again = records.map((record) => ({ ...record, severity: "major" as const }));
    const args = { territoryId: territory.id, file: "made up" };
    await Promise.all(
      [records, again, records, again].map((each) => importIncidents(db, { ...args, records: each })),
    );
    await reader.step();
    expect(withMorton(reader.held)).toEqual(await heldByTable());
    expect([...reader.held.values()].reduce((sum, each) => sum + each, 0)).toBe(300);
  });

  test("a report and its closing are told; what heat does not show is not", async () => {
    await importGrids(db, { territoryId: territory.id, records: createTown(1), file: "town" });
    const reader = await openReader();
    const { id } = await reportIncident(db, { territoryId: territory.id, record: townIncident() });
    await reader.step();
    expect([...reader.held.keys()][0]).toMatch(/noise minor reported$/);
    await setIncidentStatus(db, { territoryId: territory.id, id, status: "closed" });
    await reader.step();
    expect([...reader.held.keys()]).toEqual([expect.stringMatching(/noise minor closed$/)]);
    const rows = async () =>
      (await db.pool.query("SELECT FROM heat_delta WHERE territory_id = $1", [territory.id])).rowCount;
    const before = await rows();
    await db.pool.query("UPDATE incident SET near_border = NOT near_border, summary = 'x' WHERE id = $1", [
      id,
    ]);
    expect(await rows()).toBe(before);
  });

  test.each([
    [
      "a query that writes places and, beside them, a status",
      [`WITH placed AS (${PLACING} AND id % 2 = 0) ${CLOSING} AND id % 2 = 1`],
    ],
    [
      "a query that writes a status and, beside it, places",
      [`WITH closed AS (${CLOSING} AND id % 2 = 1) ${PLACING} AND id % 2 = 0`],
    ],
    ["places, then a status, then places again", [PLACING, CLOSING, PLACING]],
    [
      "a status behind one that was taken back",
      ["SAVEPOINT here", CLOSING, "ROLLBACK TO here", PLACING, `${CLOSING} AND id % 2 = 1`],
    ],
    [
      "a status before one that was taken back",
      [`${CLOSING} AND id % 2 = 1`, "SAVEPOINT here", CLOSING, "ROLLBACK TO here", PLACING],
    ],
  ])("a transaction is told whole: %s", async (_case, statements) => {
    await insert(db.pool, { prefix: "told-", rows: 20 });
    const reader = await openReader();
    const before = new Map(reader.held);
    await inTransaction(db, async (tx) => {
      for (const statement of statements) await tx.query(statement.replaceAll("$1", String(territory.id)));
    });
    await reader.step();
    expect(withMorton(reader.held)).toEqual(await heldByTable());
    expect(reader.held).not.toEqual(before);
  });

  test("one statement of 20,000 rows is told in parts, and takes less than 25 bytes for each incident", async () => {
    const reader = await openReader();
    await insert(db.pool, { prefix: "bulk-", rows: 20_000 });
    await reader.step();
    expect(withMorton(reader.held)).toEqual(await heldByTable());
    const { rows } = await db.pool.query<{ parts: string; bytes: string }>(
      "SELECT count(*) AS parts, sum(pg_column_size(heat_delta.*)) AS bytes FROM heat_delta WHERE territory_id = $1",
      [territory.id],
    );
    expect(Number(rows[0]!.parts)).toBe(3);
    expect(Number(rows[0]!.bytes) / 20_000).toBeLessThan(25);
  });

  test("readers of several territories step in one look, each from its own snapshot", async () => {
    const other = await createTerritory(db, { ...TOWN_TERRITORY, code: `${territory.code}-other` });
    const before = await look(territory.id);
    await insert(db.pool, { prefix: "a-", rows: 3 });
    const between = await look(other.id);
    const facts: HeatFact[] = [];
    const readers = [
      { territoryId: territory.id, snapshot: before.snapshot },
      { territoryId: other.id, snapshot: between.snapshot },
    ];
    const { seen } = await readHeatDeltas(db, readers, async (batches) => {
      for await (const batch of batches) facts.push(...batch);
    });
    expect(facts.map(({ territoryId }) => territoryId)).toEqual([territory.id, territory.id, territory.id]);
    expect(seen.asOf.getTime()).toBeGreaterThanOrEqual(between.asOf.getTime()); // the same millisecond will do
  });

  test.each([
    ["back by days: what came before is kept longer", "3 days", []],
    ["ahead by days: what is thrown away too early is told as lost", "-3 days", ["lost"]],
  ])("T14 a database clock that jumps %s", async (_case, jump, told) => {
    const reader = await openReader();
    await insert(db.pool, { prefix: "jump-", rows: 3 });
    await db.pool.query("UPDATE heat_delta SET at = at + $1::interval WHERE territory_id = $2", [
      jump,
      territory.id,
    ]);
    await trimHeatDeltas(db, { keepMs: DAY_MS });
    expect((await reader.step()).map(() => "lost")).toEqual(told);
    const { held } = told.length === 0 ? reader : await openReader();
    expect(withMorton(held)).toEqual(await heldByTable());
  });

  test("whoever does not know what was trimmed, truncated or dropped as foreign is told that it is lost", async () => {
    const late = await openReader();
    await insert(db.pool, { prefix: "a-", rows: 3 });
    const early = await openReader();
    await sleep(5);
    expect((await trimHeatDeltas(db, { keepMs: 1 })).trimmed).toBeGreaterThan(0);
    expect(await late.step()).toEqual([territory.id]);
    expect(await early.step()).toEqual([]);
    await database.owner.query("TRUNCATE incident");
    expect(await early.step()).toEqual([territory.id]);
    const current = await openReader();
    await db.pool.query(
      "INSERT INTO heat_delta (tx, territory_id, sign) SELECT (pg_current_xact_id()::text::bigint + 1000)::text::xid8, $1, 1",
      [territory.id],
    );
    expect(await current.step()).toEqual([]);
    expect(await dropForeignHeatDeltas(db)).toEqual({ isForeign: true });
    expect(await current.step()).toEqual([territory.id]);
  });

  test("a snapshot in this process's own eyes holds what the database says that it holds", async () => {
    const { rows } = await db.pool.query<{ tx: string; visible: boolean }>(
      `SELECT tx::text, pg_visible_in_snapshot(tx::text::xid8, '20:30:21,25') AS visible FROM generate_series(18, 32) AS tx`,
    );
    expect(rows.map(({ tx }) => isInSnapshot("20:30:21,25", BigInt(tx)))).toEqual(
      rows.map(({ visible }) => visible),
    );
  });

  test("a file may be resumed as long as its mark and all deltas since are in the database", async () => {
    const { snapshot } = await look(territory.id);
    const territoryId = territory.id;
    const own = await findHistory(db);
    const mark = await writeHeatMark(db, { territoryId, own });
    expect(await canResumeHeat(db, { territoryId, mark, snapshot })).toBe(true);
    expect(await canResumeHeat(db, { territoryId: territoryId + 1, mark, snapshot })).toBe(false);
    const [system, ...place] = mark.split(" ");
    const elsewhere = [BigInt(system!) + 1n, ...place].join(" ");
    expect(await canResumeHeat(db, { territoryId, mark: elsewhere, snapshot })).toBe(false);
    const later = await writeHeatMark(db, { territoryId, own });
    await db.pool.query("DELETE FROM heat_delta WHERE id = $1", [later.split(" ")[2]]); // as an older copy would
    expect(await canResumeHeat(db, { territoryId, mark: later, snapshot })).toBe(false);
    await db.pool.query("UPDATE heat_horizon SET tx = pg_snapshot_xmin($1::pg_snapshot)", [snapshot]);
    expect(await canResumeHeat(db, { territoryId, mark, snapshot })).toBe(false);
  });

  test("a mark is not written in another history of the database than that which was read", async () => {
    const own = { ...(await findHistory(db)), history: "another" };
    await expect(writeHeatMark(db, { territoryId: territory.id, own })).rejects.toThrow("another one");
  });
});
