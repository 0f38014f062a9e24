import { isInScope } from "@getu/domain";
import { TOWN_TERRITORY, townIncident } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import { createTerritory, reportIncident, trimChanges } from "../src/index.ts";
import type { ChangeFeed } from "../src/index.ts";
import { startFeed, until } from "./started-feed.ts";
import { db, territory, useTerritoryEach } from "./territory-each.ts";

useTerritoryEach();

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
