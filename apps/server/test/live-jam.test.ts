import type { Viewer } from "@getu/domain";
import { nobodyWith } from "@getu/domain";
import { closeDb, openDb, reportIncident } from "@getu/store";
import type { Db, Transaction } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openEventStream } from "./event-stream.ts";
import type { EventStream } from "./event-stream.ts";
import { createTestTerritory, serveDatabase, testIncident } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

const CONNECTIONS = 2;
const LISTENER: Viewer = nobodyWith({ role: "viewer", territoryId: "all", gridPath: "" });

let database: TestDatabase;
let db: Db;
let server: TestServer;
let territoryId: number;
let viewer: Viewer;
let stream: EventStream;
let held: Transaction[];

beforeAll(async () => {
  database = await createTestDatabase();
  db = await openDb(database.url, { connections: CONNECTIONS });
  server = await serveDatabase(db, {
    hub: { pingMs: 50 },
    server: { contextOf: async () => ({ ...server.context, viewer }) },
  });
  territoryId = (await createTestTerritory(database.db, "jam")).id;
});
afterAll(async () => {
  await server.stop();
  await closeDb(db);
  await database.drop();
});
beforeEach(async () => {
  viewer = LISTENER;
  stream = await openEventStream(`${server.origin}/live?territory=${territoryId}`);
  await stream.waitFor("hello");
  held = await Promise.all(Array.from({ length: CONNECTIONS }, () => db.pool.connect()));
});
afterEach(() => {
  stream.cut();
  for (const connection of held) connection.release();
});

describe("T04 while requests hold every connection that they may have, a stream", () => {
  test("goes on telling the time and what changes", async () => {
    const pings = stream.events.filter(({ event }) => event === "ping").length;
    const { id } = await reportIncident(database.db, { territoryId, record: testIncident(1) });
    const [change] = await stream.waitFor("change");
    expect(change!.data).toMatchObject({ topic: "incident", incident: { id } });
    await stream.waitFor("ping", pings + 5);
    expect(stream.events.some(({ event }) => event === "no-database")).toBe(false);
  });

  test("ends when its reader loses the right to it", async () => {
    viewer = nobodyWith();
    expect(await stream.waitFor("over")).toHaveLength(1);
    await stream.ended;
  });
});
