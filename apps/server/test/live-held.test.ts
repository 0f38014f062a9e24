import { setTimeout as sleep } from "node:timers/promises";
import type { Territory } from "@getu/domain";
import { reportIncident } from "@getu/store";
import type { Transaction } from "@getu/store";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { openEventStream } from "./event-stream.ts";
import type { EventStream } from "./event-stream.ts";
import { createTestTerritory, startTestServer, testIncident } from "./test-server.ts";
import type { LoneTestServer } from "./test-server.ts";

const HELD_AFTER_MS = 1_000;

let server: LoneTestServer;
let here: Territory;
let stream: EventStream;
/** Somebody else's, in the same PostgreSQL. */
let other: Transaction;
let next = 1;

beforeAll(async () => {
  server = await startTestServer({ hub: { pingMs: 100, heldAfterMs: HELD_AFTER_MS } });
  here = await createTestTerritory(server.db, "here");
});
afterAll(() => server.stop());
beforeEach(async () => {
  stream = await openEventStream(`${server.origin}/live?territory=${here.id}`);
  await stream.waitFor("hello");
  other = await server.owner.connect();
});
afterEach(() => {
  stream.cut();
  other.release(true); // whatever it holds goes with it
});

type Ping = { now: string; heldSince?: string };

const pings = (): Ping[] =>
  stream.events.filter(({ event }) => event === "ping").map(({ data }) => data as Ping);

const holdUp = async (): Promise<void> => {
  await other.query("BEGIN");
  await other.query("SELECT pg_current_xact_id()"); // as writing does
};

const report = () => reportIncident(server.db, { territoryId: here.id, record: testIncident(next++) });

test("T03 while somebody's transaction holds changes up the ping says since when, and no more once they have come", async () => {
  await holdUp();
  const from = Date.now();
  await report();
  await expect.poll(() => pings().at(-1)?.heldSince, { timeout: 10_000 }).toBeDefined();
  const { now, heldSince } = pings().at(-1)!; // it has come
  expect(Date.parse(now) - Date.parse(heldSince!)).toBeGreaterThan(HELD_AFTER_MS); // looked at above
  expect(Math.abs(Date.parse(heldSince!) - from)).toBeLessThan(2_000);
  await sleep(500);
  const said = pings().flatMap((ping) => ping.heldSince ?? []);
  expect(said.length).toBeGreaterThan(2);
  expect(new Set(said)).toEqual(new Set([heldSince]));
  expect(stream.events.some(({ event }) => event === "change")).toBe(false);
  await other.query("ROLLBACK");
  await stream.waitFor("change");
  const before = pings().length;
  await stream.waitFor("ping", before + 2); // one may have been under way
  expect(pings().at(-1)).toEqual({ now: expect.any(String) as string });
});

test("a transaction that runs for long holds up nothing while nothing changes", async () => {
  await holdUp();
  await sleep(2 * HELD_AFTER_MS);
  expect(pings().length).toBeGreaterThan(2);
  expect(pings().some(({ heldSince }) => heldSince !== undefined)).toBe(false);
  await other.query("ROLLBACK");
});

test("a feed that cannot be read although the database answers is told of as well", async () => {
  await other.query("REVOKE SELECT ON change FROM getu_application");
  try {
    await expect.poll(() => pings().at(-1)?.heldSince, { timeout: 10_000 }).toBeDefined();
  } finally {
    await other.query("GRANT SELECT ON change TO getu_application");
  }
  await expect.poll(() => pings().at(-1)?.heldSince, { timeout: 10_000 }).toBeUndefined();
});
