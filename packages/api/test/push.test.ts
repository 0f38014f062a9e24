import type { Viewer } from "@getu/domain";
import { insertPerson, inTransaction } from "@getu/store";
import { createTestDatabase } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCaller } from "../src/index.ts";
import type { PushDoor } from "../src/index.ts";
import { failureOfCall, testContext } from "./test-caller.ts";

const DOOR: PushDoor = {
  publicKey: "B".repeat(87),
  takes: (endpoint) => endpoint.startsWith("https://push."),
};
const PHONE = { endpoint: "https://push.example/phone", p256dh: "B".repeat(87), auth: "a".repeat(22) };
const QUIET = { from: 21, to: 7 };

let database: TestDatabase;
const people: string[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  for (const username of ["first", "second"]) {
    const account = { username, name: username, passwordHash: null, isMadeUp: true };
    people.push((await inTransaction(database.db, (tx) => insertPerson(tx, account)))!); // the name is free
  }
});
afterAll(() => database.drop());

function callerOf(place: number, push: PushDoor | null = DOOR) {
  const viewer: Viewer = { caller: { kind: "person", id: people[place]! }, grants: [] };
  return createCaller({ ...testContext(database.db, viewer), sessionId: "session", push });
}

const kept = async () =>
  (await database.db.pool.query("SELECT person_id, endpoint, quiet_from, quiet_to FROM push_subscription"))
    .rows;

test("a server without a key says so, and keeps no phone", async () => {
  const caller = callerOf(0, null);
  expect(await caller.push.key()).toEqual({ publicKey: null });
  expect(await failureOfCall(caller.push.keep({ ...PHONE, quiet: QUIET }))).toEqual({
    code: "PUSH_KEY_NOT_FOUND",
  });
});

test("a phone is kept once with its quiet hours, and only who it belongs to can end that", async () => {
  const caller = callerOf(0);
  expect(await caller.push.key()).toEqual({ publicKey: DOOR.publicKey });
  await caller.push.keep({ ...PHONE, quiet: { from: 0, to: 0 } });
  await caller.push.keep({ ...PHONE, quiet: QUIET });
  const row = { person_id: people[0], endpoint: PHONE.endpoint, quiet_from: 21, quiet_to: 7 };
  expect(await kept()).toEqual([row]);
  await callerOf(1).push.remove({ endpoint: PHONE.endpoint });
  expect(await kept()).toEqual([row]);
  await caller.push.remove({ endpoint: PHONE.endpoint });
  expect(await kept()).toEqual([]);
});

test("an address that we would not send to is refused, and so are keys of another length", async () => {
  const caller = callerOf(0);
  const keep = (changed: object) => failureOfCall(caller.push.keep({ ...PHONE, quiet: QUIET, ...changed }));
  expect(await keep({ endpoint: "https://elsewhere.example/phone" })).toEqual({ code: "ENDPOINT_INVALID" });
  for (const changed of [
    { endpoint: "no address" },
    { endpoint: `https://push.example/${"x".repeat(1000)}` },
    { p256dh: "B".repeat(86) },
    { auth: `${"a".repeat(21)}=` },
    { quiet: { from: 24, to: 0 } },
  ])
    expect(await keep(changed)).toMatchObject({ code: "INPUT_INVALID" });
  expect(await kept()).toEqual([]);
});
