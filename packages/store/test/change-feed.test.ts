import { setTimeout as sleep } from "node:timers/promises";
import { isInScope } from "@getu/domain";
import {
  createTown,
  setIncidentStatus,
  TOWN_TERRITORY,
  townCamera,
  townIncident,
  townPosition,
} from "@getu/store/testing";
import pg from "pg";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  createChangeFeed,
  createTerritory,
  importCameras,
  listCameras,
  importGrids,
  importIncidents,
  reportIncident,
  setCameraStatus,
  trimChanges,
} from "../src/index.ts";
import type { ChangeFeed, FeedChange } from "../src/index.ts";
import { createRandom } from "./random.ts";
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

async function until(isDone: () => boolean, withinMs = 10_000): Promise<void> {
  for (let waited = 0; !isDone(); waited += 10) {
    if (waited > withinMs) throw new Error("waited too long");
    await sleep(10);
  }
}

async function startFeed(options: { pollMs?: number; onError?: (error: unknown) => void } = {}): Promise<{
  feed: ChangeFeed;
  heard: FeedChange[];
}> {
  const feed = createChangeFeed(db, options);
  const heard: FeedChange[] = [];
  feed.subscribe((changes) => heard.push(...changes));
  await feed.start();
  onTestFinished(() => feed.stop());
  return { feed, heard };
}

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

describe("catching up", () => {
  const listAll = (feed: ChangeFeed, after: string, limit = 100) =>
    feed.listChanges({ territoryId: territory.id, after, limit });

  test("listChanges gives a territory's own changes after a cursor, oldest first, page by page", async () => {
    const { feed, heard } = await startFeed();
    const start = feed.latestCursor();
    const other = await createTerritory(db, { ...TOWN_TERRITORY, code: `other-${territory.code}` });
    for (let i = 0; i < 5; i += 1) {
      await reportIncident(db, { territoryId: territory.id, record: townIncident({ externalId: `a${i}` }) });
      await reportIncident(db, { territoryId: other.id, record: townIncident({ externalId: `b${i}` }) });
    }
    await until(() => heard.length === 10);
    const own = heard.filter(({ territoryId }) => territoryId === territory.id);
    expect(await listAll(feed, start)).toEqual(own);
    const first = await listAll(feed, start, 3);
    if (first === "resync") throw new Error("the feed forgot");
    expect(await listAll(feed, first.at(-1)!.cursor)).toEqual(own.slice(3));
    expect(await listAll(feed, feed.latestCursor())).toEqual([]);
  });

  test("listChanges of a scope gives what lies in its grids, and new boundaries, to nobody else", async () => {
    const { feed, heard } = await startFeed();
    const start = feed.latestCursor();
    const paths = ["", "1", "1/2", "1/23", "1/2/3", "12", "12/1", "3/12"];
    const topics = ["incident", "camera", "territory"];
    for (const path of paths) {
      await db.pool.query(
        `INSERT INTO change (territory_id, topic, grid_path, payload)
         SELECT $1, topic, $2, jsonb_build_object('topic', topic) FROM unnest($3::text[]) AS topic`,
        [territory.id, path, topics],
      );
    }
    await until(() => heard.length === paths.length * topics.length);
    for (const within of [undefined, [], [1], [2], [12], [3, 23], [99]]) {
      const found = await feed.listChanges({ territoryId: territory.id, within, after: start, limit: 100 });
      const expected = heard.filter(
        ({ gridPath, change }) => change.topic === "territory" || isInScope({ within }, gridPath),
      );
      expect(found, String(within)).toEqual(expected);
    }
  });

  test("T11 a cursor older than what is kept is answered by resync, the newest one is not", async () => {
    const { feed, heard } = await startFeed();
    const start = feed.latestCursor();
    await reportIncident(db, { territoryId: territory.id, record: townIncident() });
    await until(() => heard.length === 1);
    expect(await listAll(feed, start)).toHaveLength(1);
    expect((await trimChanges(db, { keepMs: 60_000 })).trimmed).toBe(0);
    expect((await trimChanges(db, { keepMs: 0 })).trimmed).toBeGreaterThan(0);
    expect(await listAll(feed, start)).toBe("resync");
    expect(await listAll(feed, heard[0]!.cursor)).toEqual([]);
    expect(await listAll(feed, feed.latestCursor())).toEqual([]);
  });

  test("T11 forged, malformed, huge and future cursors are answered by resync", async () => {
    const { feed } = await startFeed();
    const [tx] = feed.latestCursor().split("-");
    const forged = ["", "x", "1", "-1-1", "1--1", "1-1; DROP TABLE change", "99999999999999999999-1"];
    const future = [`${BigInt(tx!) + 1_000_000n}-1`, "18446744073709551615-1", "1-9223372036854775808"];
    for (const cursor of [...forged, ...future]) expect(await listAll(feed, cursor), cursor).toBe("resync");
  });

  test("a feed that starts later begins after what there was", async () => {
    await reportIncident(db, { territoryId: territory.id, record: townIncident() });
    const { feed, heard } = await startFeed();
    expect(await listAll(feed, feed.latestCursor())).toEqual([]);
    await reportIncident(db, { territoryId: territory.id, record: townIncident({ summary: "later" }) });
    await until(() => heard.length > 0);
    expect(heard).toHaveLength(1);
  });

  test("changes that came with a backup of another server are dropped and everybody fetches afresh", async () => {
    const first = await startFeed();
    const cursor = first.feed.latestCursor();
    await first.feed.stop();
    await db.pool.query(
      `INSERT INTO change (tx, territory_id, topic, grid_path, payload)
       VALUES ('4000000000', $1, 'territory', '', '{}')`,
      [territory.id],
    );
    const { feed, heard } = await startFeed();
    expect(await listAll(feed, cursor)).toBe("resync");
    await reportIncident(db, { territoryId: territory.id, record: townIncident() });
    await until(() => heard.length > 0);
    expect(heard[0]!.change.topic).toBe("incident");
    expect(await listAll(feed, heard[0]!.cursor)).toEqual([]);
  });
});

describe("what writes changes", () => {
  test("each change of an incident or camera carries the value and the path of its grid", async () => {
    const territoryId = territory.id;
    await importGrids(db, { territoryId, records: createTown(1), file: "town" });
    await importCameras(db, { territoryId, records: [townCamera()], file: "cameras" });
    const { heard } = await startFeed();
    const incident = await reportIncident(db, { territoryId, record: townIncident() });
    const closed = await setIncidentStatus(db, { territoryId, id: incident.id, status: "closed" });
    const { rows } = await db.pool.query<{ id: number }>("SELECT id FROM camera WHERE territory_id = $1", [
      territoryId,
    ]);
    const camera = await setCameraStatus(db, { territoryId, id: rows[0]!.id, status: "offline" });
    await until(() => heard.length === 3);
    expect(heard.map(({ change }) => change)).toEqual([
      { topic: "incident", incident },
      { topic: "incident", incident: closed },
      { topic: "camera", camera },
    ]);
    const parents = await db.pool.query<{ path: string }>(
      `SELECT string_agg(grid_id::text, '/' ORDER BY tier) AS path FROM grid_state JOIN grid ON grid.id = grid_id
       WHERE grid_state.territory_id = $1 AND external_id IN ('community-0', 'compound-0-0', 'lane-0-0')`,
      [territoryId],
    );
    for (const { gridPath } of heard) expect(gridPath).toBe(parents.rows[0]!.path);
  });

  test("setting what is set already writes nothing", async () => {
    const territoryId = territory.id;
    await importCameras(db, { territoryId, records: [townCamera()], file: "cameras" });
    const [camera] = await listCameras(db, { territoryId });
    const { heard } = await startFeed();
    await setCameraStatus(db, { territoryId, id: camera!.id, status: "online" });
    await sleep(100);
    expect(heard).toEqual([]);
  });

  test("a small import tells every incident, a large one tells the territory once", async () => {
    const territoryId = territory.id;
    const { heard } = await startFeed();
    const records = Array.from({ length: 300 }, (_, i) => townIncident({ externalId: `i${i}` }));
    await importIncidents(db, { territoryId, records: records.slice(0, 10), file: "few" });
    await until(() => heard.length === 10);
    await importIncidents(db, { territoryId, records, file: "many" });
    await until(() => heard.length === 11);
    expect(heard.at(-1)!.change).toEqual({ topic: "territory", version: 0, only: "incidents" });
  });

  test("a file tells each camera that is another one where it stands; of a new one, one in another grid or many the territory", async () => {
    const territoryId = territory.id;
    await importGrids(db, { territoryId, records: createTown(1), file: "town" });
    const { heard } = await startFeed();
    const toldOf = async (...records: ReturnType<typeof townCamera>[]) => {
      const before = heard.length;
      await importCameras(db, { territoryId, records, file: "cameras" });
      await until(() => heard.length > before);
      return heard.slice(before).map(({ change, gridPath }) => {
        const hasPath = gridPath.split("/").length === 3;
        return change.topic === "camera" ? { hasPath, ...change.camera } : change;
      });
    };
    const fetchAfresh = [{ topic: "territory", version: 1 }];
    const [first, second] = [townCamera(), townCamera({ externalId: "camera-2" })];
    expect(await toldOf(first, second)).toEqual(fetchAfresh);
    expect(await toldOf({ ...first, status: "offline" }, second)).toMatchObject([
      { hasPath: true, externalId: "camera-1", status: "offline" },
    ]);
    const turned = { ...first, rangeMetres: 20, position: townPosition(0.4, 0.6) };
    expect(await toldOf(turned, { ...second, sectors: [] })).toMatchObject([
      { hasPath: true, status: "online", rangeMetres: 20, position: turned.position },
      { hasPath: true, externalId: "camera-2", sectors: [] },
    ]);
    expect(await toldOf({ ...turned, position: townPosition(1.5, 0.5) })).toEqual(fetchAfresh);
    expect(await toldOf(townCamera({ externalId: "camera-3" }), { ...second, name: "other" })).toEqual(
      fetchAfresh,
    );
    const many = (status: "online" | "offline") =>
      Array.from({ length: 201 }, (_, i) => townCamera({ externalId: `many-${i}`, status }));
    expect(await toldOf(...many("online"))).toEqual(fetchAfresh);
    expect(await toldOf(...many("offline"))).toEqual(fetchAfresh);
    expect(await toldOf(...many("online").slice(1))).toHaveLength(200);
  });
});
