import { MOST_SAVED_FILTERS, ORDERS_OF_QUEUE, QUEUES } from "@getu/domain";
import type { Queue, Role, SavedFilter, Viewer } from "@getu/domain";
import { adoptImported, importIncidents, insertGrant, insertPerson, inTransaction } from "@getu/store";
import { createTestDatabase, foundTown, RULEBOOK, townIncident, townPosition } from "@getu/store/testing";
import type { FoundedTown, TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territoryId: number;
let pathOf: FoundedTown["pathOf"];
let idOf: FoundedTown["idOf"];

const viewerOf = (role: Role, grid: string | null, id = "somebody"): Viewer => ({
  caller: { kind: "person", id },
  grants: [{ role, territoryId, gridPath: pathOf(grid ?? "") }],
});
const calls = (viewer: Viewer) => testCaller(database.db, viewer);
const ask = (viewer: Viewer, queue: Queue) =>
  calls(viewer).incident.queue({
    territoryId,
    queue,
    order: ORDERS_OF_QUEUE[queue][0],
    filter: {},
    limit: 100,
  });

beforeAll(async () => {
  database = await createTestDatabase();
  const { db } = database;
  ({ territoryId, pathOf, idOf } = await foundTown(db));
  const states = ["reported", "filed", "assigned", "handling", "fed-back"] as const;
  const records = Array.from({ length: 64 }, (_, i) =>
    townIncident({
      externalId: `queue-${i}`,
      status: states[i % states.length]!, // modulo its length
      position: townPosition((i % 8) + 0.5, (Math.floor(i / 8) % 4) + 0.5),
    }),
  );
  await importIncidents(db, { territoryId, records, file: "queues" });
  await adoptImported(db, { rulebook: RULEBOOK, limit: 1000 });
});
afterAll(() => database.drop());

describe("a leader of one lane", () => {
  const leader = () => viewerOf("leader", "lane-0-0");

  test("finds in every queue what lies in the lane or is theirs, and nothing else", async () => {
    const lane = idOf("lane-0-0");
    let found = 0;
    for (const queue of QUEUES)
      for (const { gridCurrent, owner, asked } of (await ask(leader(), queue)).entries) {
        const isTheirs = [owner?.gridPath, asked?.duty.gridPath].includes(pathOf("lane-0-0"));
        expect(gridCurrent === lane || isTheirs).toBe(true);
        found += 1;
      }
    expect(found).toBeGreaterThan(3);
  });

  test("counts no more than that", async () => {
    const counts = await calls(leader()).incident.queueCounts({ territoryId });
    for (const queue of QUEUES) {
      const { entries } = await ask(leader(), queue);
      expect([queue, counts[queue]]).toEqual([queue, { count: entries.length, isMore: false }]);
    }
  });

  test("may assign nothing, and does not learn what there is elsewhere", async () => {
    const { entries } = await ask(viewerOf("dispatcher", null), "unassigned");
    const here = entries.find(({ gridCurrent }) => gridCurrent === idOf("lane-0-0"))!; // every lane has some
    const elsewhere = entries.find(({ gridCurrent }) => gridCurrent === idOf("lane-7-3"))!; // as above
    const input = { territoryId, ids: [here.id, elsewhere.id], idempotencyKey: "leader" };
    const { taken, refused } = await calls(leader()).incident.assignMany(input);
    expect(taken).toEqual([]);
    expect(refused.map(({ refusal }) => refusal.code)).toEqual(["ACTION_NOT_YOURS", "INCIDENT_NOT_FOUND"]);
  });
});

test("what is asked of one's own grid path is mine, and what is to be judged there is for me to verify", async () => {
  const secretary = viewerOf("secretary", "compound-0-0");
  const path = pathOf("compound-0-0");
  const { entries } = await ask(secretary, "to-verify");
  expect(entries.length).toBeGreaterThan(0);
  for (const { status, asked } of entries) expect([status, asked!.duty.gridPath]).toEqual(["fed-back", path]);
  const mine = new Set((await ask(secretary, "mine")).entries.map(({ id }) => id));
  expect(entries.every(({ id }) => mine.has(id))).toBe(true);
  expect((await ask(viewerOf("viewer", null), "mine")).entries).toEqual([]); // who acts nowhere has nothing
});

describe("what nobody nearer can answer for", () => {
  const secretary = () => viewerOf("secretary", "community-0");
  const compound = () => pathOf("compound-0-0");
  const toVerifyThere = async (): Promise<number> =>
    (await ask(secretary(), "to-verify")).entries.filter(({ asked }) => asked!.duty.gridPath === compound())
      .length;
  let people = 0;
  const give = (role: Role, externalId: string): Promise<unknown> =>
    inTransaction(database.db, async (tx) => {
      const account = { username: `holder-${++people}`, name: "made up", passwordHash: null, isMadeUp: true };
      const personId = (await insertPerson(tx, account))!; // the name is free
      const place = { territoryId, gridId: idOf(externalId) };
      return insertGrant(tx, { personId, role, ...place, grantedBy: "test" });
    });

  test("is for the nearest above to verify, also where a leader holds it who may not; what a secretary holds is theirs", async () => {
    const before = await toVerifyThere();
    expect(before).toBeGreaterThan(0);
    await give("leader", "compound-0-0");
    expect(await toVerifyThere()).toBe(before);
    await give("secretary", "compound-0-0");
    expect(await toVerifyThere()).toBe(0);
    expect((await ask(viewerOf("secretary", "compound-0-0"), "to-verify")).entries).toHaveLength(before);
  });

  test("is mine, and what a leader holds is not", async () => {
    const ownedBy = async (lane: string) =>
      (await ask(secretary(), "mine")).entries.filter(
        ({ owner, asked }) => owner?.gridPath === pathOf(lane) && asked === null,
      );
    expect((await ownedBy("lane-3-0")).length).toBeGreaterThan(0);
    await give("leader", "lane-3-0");
    expect(await ownedBy("lane-3-0")).toEqual([]);
  });
});

test("everything that ever happened cannot be sorted by deadline, what is open of it can", async () => {
  const input = { territoryId, queue: "all", order: "due", limit: 10 } as const;
  const { incident } = calls(viewerOf("viewer", null));
  expect(await failureOfCall(incident.queue({ ...input, filter: {} }))).toMatchObject({
    code: "INPUT_INVALID",
    problems: [{ path: "order" }],
  });
  const { entries } = await incident.queue({ ...input, filter: { statuses: ["handling"] } });
  expect(entries.length).toBe(10);
});

test("what was closed since a moment is sorted by its end, what was closed last first; everything that ever happened is not", async () => {
  const closedAt = [3, 1, 2].map((day) => `2026-05-0${day}T08:00:00.000Z`);
  const records = closedAt.map((each, i) =>
    townIncident({ externalId: `closed-${i}`, status: "closed", closedAt: each }),
  );
  await importIncidents(database.db, { territoryId, records, file: "closed" });
  const input = { territoryId, queue: "all", order: "closed", limit: 10 } as const;
  const { incident } = calls(viewerOf("viewer", null));
  expect(await failureOfCall(incident.queue({ ...input, filter: { statuses: ["closed"] } }))).toMatchObject({
    code: "INPUT_INVALID",
    problems: [{ path: "order" }],
  });
  const { entries } = await incident.queue({ ...input, filter: { closedFrom: "2026-05-02T00:00:00Z" } });
  expect(entries.map((entry) => entry.closedAt)).toEqual([closedAt[0], closedAt[2]]);
});

describe("saved filters", () => {
  const filter = (name: string): SavedFilter => ({
    name,
    queue: "overdue",
    order: "climbed",
    filter: { severities: ["urgent"] },
  });
  const of = (id: string) => calls(viewerOf("dispatcher", null, id)).queueFilter;

  test("are one's own, and one with a name that is there takes its place", async () => {
    await of("wang").save({ territoryId, saved: filter("早会") });
    await of("wang").save({ territoryId, saved: { ...filter("早会"), order: "due" } });
    expect(await of("wang").list({ territoryId })).toEqual([{ ...filter("早会"), order: "due" }]);
    expect(await of("li").list({ territoryId })).toEqual([]);
    await of("li").remove({ territoryId, name: "早会" });
    expect(await of("wang").list({ territoryId })).toHaveLength(1);
    await of("wang").remove({ territoryId, name: "早会" });
    expect(await of("wang").list({ territoryId })).toEqual([]);
  });

  test(`are at most ${MOST_SAVED_FILTERS}`, async () => {
    for (let i = 0; i < MOST_SAVED_FILTERS; i += 1)
      await of("zhao").save({ territoryId, saved: filter(`${i}`) });
    const more = of("zhao").save({ territoryId, saved: filter("one more") });
    expect(await failureOfCall(more)).toEqual({ code: "TOO_MANY_FILTERS", most: MOST_SAVED_FILTERS });
    await of("zhao").save({ territoryId, saved: { ...filter("0"), order: "due" } });
    expect(await of("zhao").list({ territoryId })).toHaveLength(MOST_SAVED_FILTERS);
  });
});
