import {
  closeDb,
  createSecretToken,
  findPersonId,
  inTransaction,
  insertDeviceToken,
  openDb,
  reportIncident,
  revokeDeviceToken,
  setDisabled,
} from "@getu/store";
import type { Db, Transaction } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeAccount, signIn } from "./browser-session.ts";
import { openEventStream } from "./event-stream.ts";
import type { EventStream } from "./event-stream.ts";
import { createTestTerritory, serveDatabase, testIncident } from "./test-server.ts";
import type { TestServer } from "./test-server.ts";

const CONNECTIONS = 2;
const { token, tokenHash } = createSecretToken();

let database: TestDatabase;
let db: Db;
let server: TestServer;
let territoryId: number;
let deviceId: number;
/** Headers of a screen and of a person who has signed in. */
let readers: Record<"screen" | "person", Record<string, string>>;
let held: Transaction[] = [];
const opened: EventStream[] = [];

async function listen(reader: keyof typeof readers): Promise<EventStream> {
  const stream = await openEventStream(`${server.origin}/live?territory=${territoryId}`, readers[reader]);
  opened.push(stream);
  await stream.waitFor("hello");
  return stream;
}

/** Takes every connection that requests may have. */
async function jam(): Promise<void> {
  held = await Promise.all(Array.from({ length: CONNECTIONS }, () => db.pool.connect()));
}

beforeAll(async () => {
  database = await createTestDatabase();
  db = await openDb(database.url, { connections: CONNECTIONS });
  server = await serveDatabase(db, { hub: { pingMs: 50 }, openReading: "none" });
  territoryId = (await createTestTerritory(database.db, "jam")).id;
  const screen = { name: "hall", territoryId, gridId: null, tokenHash, createdBy: "test" };
  deviceId = await inTransaction(database.db, (tx) => insertDeviceToken(tx, screen));
  await makeAccount(server, { username: "viewer", role: "viewer", territoryId });
  const browser = await signIn(server, "viewer");
  readers = { screen: { authorization: `Bearer ${token}` }, person: { cookie: browser.cookie() } };
});
afterAll(async () => {
  await server.stop();
  await closeDb(db);
  await database.drop();
});
beforeEach(() => {
  held = [];
});
afterEach(() => {
  for (const stream of opened.splice(0)) stream.cut();
  for (const connection of held) connection.release();
});

describe("T04 while requests hold every connection that they may have, a stream", () => {
  test("goes on telling the time and what changes", async () => {
    const stream = await listen("screen");
    await jam();
    const pings = stream.events.filter(({ event }) => event === "ping").length;
    const { id } = await reportIncident(database.db, { territoryId, record: testIncident(1) });
    const [change] = await stream.waitFor("change");
    expect(change!.data).toMatchObject({ topic: "incident", incident: { id } });
    await stream.waitFor("ping", pings + 5);
    expect(stream.events.some(({ event }) => event === "no-database")).toBe(false);
  });

  test("of a screen ends when it is taken back, and of a person when their account is closed", async () => {
    const [screen, person] = [await listen("screen"), await listen("person")];
    await jam();
    await inTransaction(database.db, (tx) =>
      revokeDeviceToken(tx, { territoryId, id: deviceId, revokedBy: "test" }),
    );
    expect(await screen.waitFor("over")).toHaveLength(1);
    await screen.ended;
    const personId = (await findPersonId(database.db, "viewer"))!; // they joined
    expect(person.events.some(({ event }) => event === "over")).toBe(false);
    await inTransaction(database.db, (tx) => setDisabled(tx, { personId, to: "disabled" }));
    expect(await person.waitFor("over")).toHaveLength(1);
    await person.ended;
  });
});
