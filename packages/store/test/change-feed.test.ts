import { once } from "node:events";
import { connect, createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createTestDatabase, TOWN_TERRITORY, townIncident } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import { readPage } from "../src/change/change-page.ts";
import { findHistory } from "../src/change/database-history.ts";
import { createChangeFeed, createTerritory, reportIncident } from "../src/index.ts";
import type { FeedChange } from "../src/index.ts";
import { createRandom } from "./random.ts";
import { startFeed, until } from "./started-feed.ts";
import { database, db, territory, useTerritoryEach } from "./territory-each.ts";

useTerritoryEach();

const compare = (a: string, b: string): number => {
  const [aTx, aId, bTx, bId] = [...a.split("-"), ...b.split("-")].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ];
  return aTx === bTx ? Number(aId - bId) : Number(aTx - bTx);
};

const WRITERS = 20;
const WRITING_MS = 7000;

/** One writer: transactions of random length, one in ten rolled back; returns the ids it committed. */
async function write(pool: pg.Pool, seed: number): Promise<string[]> {
  const random = createRandom(seed);
  const committed: string[] = [];
  for (const end = Date.now() + WRITING_MS; Date.now() < end;) {
    const client = await pool.connect();
    await client.query("BEGIN");
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO change (territory_id, topic, grid_path, payload)
       SELECT $1, 'territory', '', '{"topic":"territory","version":0}' FROM generate_series(1, $2) RETURNING id`,
      [territory.id, 1 + Math.floor(random() * 3)],
    );
    await sleep(random() * 40);
    const isKept = random() > 0.1;
    await client.query(isKept ? "COMMIT" : "ROLLBACK");
    if (isKept) committed.push(...rows.map(({ id }) => id));
    client.release();
  }
  return committed;
}

/** The mistake this feed must not make: a reader that goes by the row id alone. Planted here, used nowhere. */
function startNaiveReader(seen: string[]): () => Promise<void> {
  let last = "0";
  const state = { isRunning: true };
  const loop = (async () => {
    while (state.isRunning) {
      const { rows } = await db.pool.query<{ id: string }>(
        "SELECT id FROM change WHERE territory_id = $1 AND id > $2 ORDER BY id",
        [territory.id, last],
      );
      seen.push(...rows.map(({ id }) => id));
      last = rows.at(-1)?.id ?? last;
      await sleep(5);
    }
  })();
  return () => {
    state.isRunning = false;
    return loop;
  };
}

/** A wire to the database on which LISTEN arrives as a word that it does not know; its address, until the end of the test. */
async function startGarblingWire(): Promise<string> {
  const through = new URL(database.url);
  const target = Number(through.port);
  const wire = createServer((near) => {
    const far = connect(target, "127.0.0.1");
    near.on("data", (bytes) => {
      const at = bytes.indexOf("LISTEN");
      if (at !== -1) bytes.write("MISTEN", at);
      far.write(bytes);
    });
    far.pipe(near);
    near.on("close", () => far.destroy()).on("error", () => {});
    far.on("close", () => near.destroy()).on("error", () => {});
  });
  await once(wire.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => void wire.close());
  through.port = String((wire.address() as AddressInfo).port); // it listens
  return through.href;
}

describe("the change feed", () => {
  test("T10 twenty writers with random transaction lengths: delivered = committed; a naive cursor loses rows", async () => {
    const { heard } = await startFeed({ pollMs: 50 });
    const naive: string[] = [];
    const stopNaive = startNaiveReader(naive);
    const pool = new pg.Pool({ connectionString: database.url, max: WRITERS });
    const written = await Promise.all(Array.from({ length: WRITERS }, (_, i) => write(pool, i + 1)));
    await pool.end();
    const committed = written.flat();
    await until(() => heard.length >= committed.length);
    await sleep(200);
    await stopNaive();
    const delivered = heard.map(({ cursor }) => cursor.split("-")[1]!); // a cursor has two parts
    expect(delivered.length).toBeGreaterThan(WRITERS * 20);
    expect(new Set(delivered).size).toBe(delivered.length);
    expect(delivered.toSorted()).toEqual(committed.toSorted());
    expect(heard.every(({ cursor }, i) => i === 0 || compare(heard[i - 1]!.cursor, cursor) < 0)).toBe(true);
    const seen = new Set(naive);
    const lost = committed.filter((id) => !seen.has(id)).length;
    expect(lost).toBeGreaterThan(0);
  });

  test("a change that waits behind a running transaction comes after it has ended, in order", async () => {
    const { heard } = await startFeed();
    const slow = await db.pool.connect();
    await slow.query("BEGIN");
    await slow.query(
      `INSERT INTO change (territory_id, topic, grid_path, payload) VALUES ($1, 'territory', '1', '{}')`,
      [territory.id],
    );
    await db.pool.query(
      `INSERT INTO change (territory_id, topic, grid_path, payload) VALUES ($1, 'territory', '2', '{}')`,
      [territory.id],
    );
    await sleep(300);
    expect(heard).toEqual([]);
    await slow.query("COMMIT");
    slow.release();
    await until(() => heard.length === 2);
    expect(heard.map(({ gridPath }) => gridPath)).toEqual(["1", "2"]);
  });

  test("no transaction of ours that nobody goes on with holds changes up for longer than five minutes", async () => {
    const { rows } = await db.pool.query("SHOW idle_in_transaction_session_timeout");
    expect(rows).toEqual([{ idle_in_transaction_session_timeout: "5min" }]);
  });

  test("NOTIFY wakes the feed long before its next look", async () => {
    const { heard } = await startFeed({ pollMs: 60_000 });
    await reportIncident(db, { territoryId: territory.id, record: townIncident() });
    await until(() => heard.length === 1, 2000);
    expect(heard[0]).toMatchObject({ territoryId: territory.id, change: { topic: "incident" } });
  });

  test("without NOTIFY the feed finds changes by looking", async () => {
    const { heard } = await startFeed({ pollMs: 50 });
    const client = await database.owner.connect();
    await client.query("SET session_replication_role = replica"); // no triggers
    await client.query(
      `INSERT INTO change (territory_id, topic, grid_path, payload) VALUES ($1, 'territory', '', '{}')`,
      [territory.id],
    );
    await client.query("RESET session_replication_role");
    client.release();
    await until(() => heard.length === 1, 2000);
    expect(heard[0]!.territoryId).toBe(territory.id);
  });

  test("lost connections are reported and replaced, and nothing is missed meanwhile", async () => {
    const errors: unknown[] = [];
    const { heard } = await startFeed({ pollMs: 50, onError: (error) => errors.push(error) });
    const killer = new pg.Client({ connectionString: database.ownerUrl });
    await killer.connect();
    await killer.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    await killer.query(
      `INSERT INTO change (territory_id, topic, grid_path, payload) VALUES ($1, 'territory', '', '{}')`,
      [territory.id],
    );
    await until(() => heard.length === 1);
    expect(errors.length).toBeGreaterThan(0);
    const listening =
      "SELECT 1 FROM pg_stat_activity WHERE application_name = 'getu feed' AND datname = current_database()";
    for (let i = 0; i < 100 && (await killer.query(listening)).rowCount === 0; i += 1) await sleep(20);
    expect((await killer.query(listening)).rowCount).toBe(1);
    await killer.end();
  });

  test("a connection on which the database refuses to be listened to is given back before the next is tried", async () => {
    const errors: unknown[] = [];
    const url = await startGarblingWire();
    const feed = createChangeFeed({ ...db, url }, { pollMs: 20, onError: (error) => errors.push(error) });
    await feed.start();
    onTestFinished(() => feed.stop());
    await until(() => errors.length >= 10);
    const standing =
      "SELECT 1 FROM pg_stat_activity WHERE application_name = 'getu feed' AND datname = current_database()";
    const countStanding = async () => (await db.pool.query(standing)).rowCount;
    await expect.poll(countStanding, { timeout: 10_000 }).toBeLessThanOrEqual(2); // one that goes, one that comes
  });

  test("T03 tells no more, and says so, once another database stands in the place of the one that it follows", async () => {
    const [followed, restored] = [await createTestDatabase(), await createTestDatabase()];
    onTestFinished(async () => {
      for (const each of [followed, restored]) await each.drop();
    });
    const feed = createChangeFeed(followed.db, { pollMs: 20 });
    const heard: FeedChange[] = [];
    let isForeign = false;
    void feed.whenForeign().then(() => (isForeign = true));
    feed.subscribe((changes) => heard.push(...changes));
    await feed.start();
    onTestFinished(() => feed.stop());
    const report = async ({ db: written }: TestDatabase, code: string): Promise<void> => {
      const { id: territoryId } = await createTerritory(written, { ...TOWN_TERRITORY, code });
      await reportIncident(written, { territoryId, record: townIncident() });
    };
    await report(followed, "before");
    await until(() => heard.length === 1);
    await followed.db.pool.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()",
    );
    await report(followed, "after-a-cut");
    await until(() => heard.length === 2);
    expect(isForeign).toBe(false);
    await followed.swapWith(restored);
    await until(() => isForeign);
    await report(followed, "in-the-other");
    await sleep(200);
    expect(heard.length).toBe(2);
  });

  test("T03 knows a database that has not come as far as it has been followed for an older copy", async () => {
    const { rows } = await db.pool.query<{ next: string }>(
      "SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next",
    );
    const { question, history } = await findHistory(db);
    const historyAt = async (tx: bigint) =>
      (await readPage(db, { tx: String(tx), id: "0", question })).history;
    expect(await historyAt(0n)).toBe(history);
    expect(await historyAt(BigInt(rows[0]!.next) + 1_000n)).toBeNull();
  });

  test("a listener that throws is reported and does not keep the others from hearing", async () => {
    const errors: unknown[] = [];
    const feed = createChangeFeed(db, { onError: (error) => errors.push(error) });
    const heard: FeedChange[] = [];
    feed.subscribe(() => {
      throw new Error("planted");
    });
    feed.subscribe((changes) => heard.push(...changes));
    await feed.start();
    onTestFinished(() => feed.stop());
    await reportIncident(db, { territoryId: territory.id, record: townIncident() });
    await until(() => heard.length === 1);
    expect(errors).toEqual([new Error("planted")]);
  });

  test("who unsubscribes hears no more", async () => {
    const { feed, heard } = await startFeed();
    const others: FeedChange[] = [];
    feed.subscribe((changes) => others.push(...changes))();
    await reportIncident(db, { territoryId: territory.id, record: townIncident() });
    await until(() => heard.length === 1);
    expect(others).toEqual([]);
  });
});
