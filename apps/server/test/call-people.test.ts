import { toLocalTime } from "@getu/domain";
import type { QuietHours } from "@getu/domain";
import {
  databaseNow,
  fileReport,
  insertGrant,
  insertPerson,
  inTransaction,
  keepPush,
  takeAction,
} from "@getu/store";
import {
  createTestDatabase,
  foundTown,
  openTimeMachine,
  RULEBOOK,
  TOWN_TERRITORY,
  townReport,
} from "@getu/store/testing";
import type { FoundedTown, TestDatabase, TimeMachine } from "@getu/store/testing";
import { startPushService } from "@getu/testkit";
import type { PushService } from "@getu/testkit";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { callPeople } from "../src/jobs/call-people.ts";
import { createPushKey, publicKeyOf } from "../src/push/push-key.ts";
import { sendPush } from "../src/push/send-push.ts";

const MINUTE_MS = 60_000;
const NEVER: QuietHours = { from: 0, to: 0 };
const privateKey = createPushKey();
const publicKey = publicKeyOf(privateKey)!; // it has just been made

let database: TestDatabase;
let time: TimeMachine;
let town: FoundedTown;
let service: PushService;
let leader: string;
let neighbour: string;
let aheadMs = 0;
let deliveries = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  time = await openTimeMachine(database);
  town = await foundTown(time.db);
  service = await startPushService();
  leader = await makeLeader("leader", "lane-0-0");
  neighbour = await makeLeader("neighbour", "lane-5-1");
});
afterAll(async () => {
  await service.stop();
  await time.close();
  await database.drop();
});
beforeEach(async () => {
  await ask("DELETE FROM push_subscription");
  await ask("UPDATE incident SET status = 'closed', closed_at = clock_timestamp()");
});

const ask = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await time.db.pool.query<Row>(sql, values)).rows;

const makeLeader = (username: string, lane: string): Promise<string> =>
  inTransaction(time.db, async (tx) => {
    const account = { username, name: `试验${username}`, passwordHash: null, isMadeUp: true };
    const personId = (await insertPerson(tx, account))!; // the name is free
    const gridId = town.idOf(lane);
    const { territoryId } = town;
    await insertGrant(tx, { personId, role: "leader", territoryId, gridId, grantedBy: "test" });
    return personId;
  });

/** Has a phone of somebody's called. */
async function keep(personId: string, { quiet = NEVER, sessionId = null as string | null } = {}) {
  const phone = service.subscribe(publicKey);
  await keepPush(time.db, { ...phone, personId, sessionId, quiet });
  return phone;
}

/** Something happens in the leader's grid; its number. */
async function happen(): Promise<number> {
  const filed = await fileReport(time.db, {
    territoryId: town.territoryId,
    report: townReport(),
    actor: { id: "person:dispatcher", role: "dispatcher", gridPath: "" },
    rulebook: RULEBOOK,
    idempotencyKey: String((deliveries += 1)),
  });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  return filed.incident.id;
}

async function accept(incidentId: number): Promise<void> {
  const actor = { id: `person:${leader}`, role: "leader", gridPath: town.pathOf("lane-0-0") } as const;
  const taken = await takeAction(time.db, {
    territoryId: town.territoryId,
    incidentId,
    command: { action: "accept" },
    actors: [actor],
    rulebook: RULEBOOK,
    idempotencyKey: String((deliveries += 1)),
  });
  if ("refusal" in taken) throw new Error(taken.refusal.code);
}

const pass = (ms: number): Promise<void> => time.shift((aheadMs += ms));
const look = (): Promise<void> =>
  callPeople(time.db, {
    send: (phone, call) =>
      sendPush(phone, call, { privateKey, contact: "mailto:office@example.cn", hosts: [service.host] }),
    signal: new AbortController().signal,
  });

/** What is heard while everybody is looked at once, a good minute after the last time. */
async function heardInAMinute(): Promise<unknown[]> {
  const before = service.calls.length;
  await pass(1.1 * MINUTE_MS);
  await look();
  return service.calls.slice(before).map(({ text }) => JSON.parse(text) as unknown);
}

const kept = () => ask<{ endpoint: string }>("SELECT endpoint FROM push_subscription ORDER BY id");

test("who has new work is called once for it, hears how much there is in all, and nothing while nothing is new", async () => {
  await keep(leader);
  await keep(neighbour);
  expect(await heardInAMinute()).toEqual([]);
  const first = await happen();
  expect(await heardInAMinute()).toEqual([{ pressing: 1, fresh: 1 }]);
  expect(await heardInAMinute()).toEqual([]);
  await happen();
  await happen();
  expect(await heardInAMinute()).toEqual([{ pressing: 3, fresh: 2 }]);
  await accept(first);
  expect(await heardInAMinute()).toEqual([]);
  await pass(48 * 60 * MINUTE_MS); // what was accepted is late now: that is news
  expect(await heardInAMinute()).toEqual([{ pressing: 3, fresh: 1 }]);
});

test("in the quiet hours of a phone nobody is called on it, and behind them of all that came meanwhile at once", async () => {
  const hour = Number(
    toLocalTime((await databaseNow(time.db)).toISOString(), TOWN_TERRITORY.timeZone).slice(11, 13),
  );
  await keep(leader, { quiet: { from: hour, to: (hour + 3) % 24 } });
  await happen();
  expect(await heardInAMinute()).toEqual([]);
  await happen();
  await pass(180 * MINUTE_MS);
  expect(await heardInAMinute()).toEqual([{ pressing: 2, fresh: 2 }]);
});

test("a phone that is gone is forgotten; one whose push service is away is tried again, ever later, and loses nothing", async () => {
  const phone = await keep(leader);
  await happen();
  service.answer(500);
  await heardInAMinute();
  service.answer(201);
  expect(await heardInAMinute()).toEqual([]); // not yet
  expect(await heardInAMinute()).toEqual([{ pressing: 1, fresh: 1 }]);
  await happen();
  service.answer(410);
  await heardInAMinute();
  service.answer(201);
  expect(await kept()).toEqual([]);
  await keepPush(time.db, { ...phone, personId: leader, sessionId: null, quiet: NEVER });
  expect(await heardInAMinute()).toEqual([{ pressing: 2, fresh: 2 }]);
});

test("whoever ends a sign-in is not called by it any more; one that runs out is no such end", async () => {
  await ask(
    `INSERT INTO session (id, token, person_id, expires_at)
     SELECT id, id, $1, clock_timestamp() + hours * interval '1 hour' FROM (VALUES ('here', 1), ('lost', 1), ('over', -1)) AS given (id, hours)`,
    [leader],
  );
  const phones = [];
  for (const sessionId of ["here", "lost", "over"]) phones.push(await keep(leader, { sessionId }));
  await ask("DELETE FROM session WHERE id IN ('lost', 'over')");
  expect(await kept()).toEqual([phones[0], phones[2]].map((phone) => ({ endpoint: phone!.endpoint })));
});

test("a phone that changes hands calls its new owner of their own work alone, and a closed account nobody", async () => {
  const phone = await keep(leader);
  await happen();
  expect(await heardInAMinute()).toHaveLength(1);
  await keepPush(time.db, { ...phone, personId: neighbour, sessionId: null, quiet: NEVER });
  await happen();
  expect(await heardInAMinute()).toEqual([]);
  await keepPush(time.db, { ...phone, personId: leader, sessionId: null, quiet: NEVER });
  await ask("UPDATE person SET disabled_at = now() WHERE id = $1", [leader]);
  expect(await heardInAMinute()).toEqual([]);
  await ask("UPDATE person SET disabled_at = NULL WHERE id = $1", [leader]);
  expect(await heardInAMinute()).toEqual([{ pressing: 2, fresh: 2 }]);
});

test("several processes call once; of a person's phones the ten that were used last are called, each of them", async () => {
  for (let phone = 0; phone < 12; phone += 1) await keep(leader);
  await happen();
  await pass(1.1 * MINUTE_MS);
  const before = service.calls.length;
  await Promise.all([look(), look(), look()]);
  const paths = service.calls.slice(before).map(({ path }) => path);
  expect(paths).toHaveLength(10);
  expect(new Set(paths).size).toBe(10);
  await pass(31 * 24 * 60 * MINUTE_MS);
  await look();
  expect(await kept()).toEqual([]); // nobody has signed in on them for a month
});
