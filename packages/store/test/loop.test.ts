import type { Actor, Command, Incident, Territory } from "@getu/domain";
import {
  createTestDatabase,
  foundTown,
  openTimeMachine,
  RULEBOOK,
  townIncident,
  townPosition,
  townReport,
} from "@getu/store/testing";
import type { TestDatabase, TimeMachine } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import {
  adoptImported,
  closeDb,
  fileReport,
  findHistory,
  importIncidents,
  listIncidents,
  moveDue,
  openDb,
  takeAction,
  verifySteps,
} from "../src/index.ts";
import type { Db, Report } from "../src/index.ts";

const HOUR_MS = 3_600_000;
const DISPATCHER: Actor = { id: "person:dispatcher", role: "dispatcher", gridPath: "" };

let database: TestDatabase;
let time: TimeMachine;
let db: Db;
let territory: Territory;
let count = 0;
let keys = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  time = await openTimeMachine(database);
  db = time.db;
});
afterAll(async () => {
  await time.close();
  await database.drop();
});
beforeEach(async () => {
  count += 1;
  await time.shift(0);
  ({ territory } = await foundTown(db, { code: `town-${count}` }));
});

const nextKey = () => `delivery-${++keys}`;

const file = async (report: Partial<Report> = {}, { actor = DISPATCHER, key = nextKey(), on = db } = {}) => {
  const filed = await fileReport(on, {
    territoryId: territory.id,
    report: townReport(report),
    actor,
    rulebook: RULEBOOK,
    idempotencyKey: key,
  });
  if ("refusal" in filed) throw new Error(filed.refusal.code);
  return filed.incident;
};

const act = (incidentId: number, command: Command, { actor = DISPATCHER, key = nextKey(), on = db } = {}) =>
  takeAction(on, {
    territoryId: territory.id,
    incidentId,
    command,
    actors: [actor],
    rulebook: RULEBOOK,
    idempotencyKey: key,
  });

const historyOf = async ({ id }: Pick<Incident, "id">) =>
  (await findHistory(db, { territoryId: territory.id, incidentId: id, rulebook: RULEBOOK }))!;
const actionsOf = async (incident: Pick<Incident, "id">) =>
  (await historyOf(incident)).steps.map(({ action }) => action);
const leaderOf = async (incident: Incident): Promise<Actor> => {
  const { gridPath } = await historyOf(incident);
  return { id: "person:leader", role: "leader", gridPath };
};
const check = () => verifySteps(db, { territoryId: territory.id });

describe("filing a report", () => {
  test("gives it an owner, a deadline by the database's clock, its steps and a place in the feed at once", async () => {
    const incident = await file({ condition: "long" });
    const { state, steps, gridPath } = await historyOf(incident);
    expect(steps.map(({ action, from, to }) => [action, from, to])).toEqual([
      ["report", null, "reported"],
      ["file", "reported", "filed"],
      ["assign", "filed", "assigned"],
    ]);
    expect(state.owner).toEqual({ level: 0, gridPath: "" }); // the dispatcher, until the leader accepts
    expect(state.asked!.duty).toEqual({ level: 3, gridPath });
    expect(Date.parse(incident.dueAt!) - Date.parse(incident.reportedAt)).toBe(7 * 24 * HOUR_MS);
    expect(await listIncidents(db, { territoryId: territory.id, limit: 9 })).toEqual([incident]);
    const told = await db.pool.query(
      "SELECT payload FROM change WHERE territory_id = $1 AND topic = 'incident'",
      [territory.id],
    );
    expect(told.rows).toEqual([{ payload: { topic: "incident", incident } }]);
    expect(await check()).toEqual({ incidents: 1, steps: 3, broken: [] });
  });

  test("of a leader on patrol stays theirs until somebody who may files it", async () => {
    const leader = await leaderOf(await file());
    const { state, steps } = await historyOf(await file({ channel: "patrol" }, { actor: leader }));
    expect([steps.length, state.status, state.owner.gridPath]).toEqual([1, "reported", leader.gridPath]);
  });

  test("outside every grid asks the top, so that somebody owns it", async () => {
    const { state } = await historyOf(await file({ position: townPosition(-3, -3) }));
    expect(state.asked!.duty).toEqual({ level: 0, gridPath: "" });
  });

  test("twelve deliveries of one report at the same moment make one incident", async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => file({}, { key: "the same" })));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await check()).toEqual({ incidents: 1, steps: 3, broken: [] });
    expect((await file({}, { key: "the same" })).id).toBe(all[0]!.id);
  });

  test("that is known by its external id already gives the incident of the first", async () => {
    const first = await file({ externalId: "12345-1" });
    expect((await file({ externalId: "12345-1" })).id).toBe(first.id);
  });

  test("of a matter that the catalogue does not know is refused and nothing is written", async () => {
    const refused = await fileReport(db, {
      territoryId: territory.id,
      report: townReport({ condition: "never-heard-of" }),
      actor: DISPATCHER,
      rulebook: RULEBOOK,
      idempotencyKey: nextKey(),
    });
    expect(refused).toEqual({
      refusal: { code: "CATEGORY_UNKNOWN", category: "noise", condition: "never-heard-of" },
    });
    expect((await check()).incidents).toBe(0);
  });
});

describe("taking an action", () => {
  test("goes the whole way from report to closure, each step in the history", async () => {
    const incident = await file();
    const actor = await leaderOf(incident);
    for (const action of ["accept", "start"] as const) await act(incident.id, { action }, { actor });
    await act(incident.id, { action: "feed-back", text: "mended" }, { actor });
    await act(incident.id, { action: "verify" });
    const done = await act(incident.id, { action: "close", text: "the reporter was told" });
    expect(done).toMatchObject({ incident: { status: "closed", dueAt: incident.dueAt } });
    const { incident: closed, steps } = await historyOf(incident);
    expect(closed.closedAt).toBe(steps.at(-1)!.at.toISOString());
    expect(await actionsOf(incident)).toEqual([
      "report",
      "file",
      "assign",
      "accept",
      "start",
      "feed-back",
      "verify",
      "close",
    ]);
    expect((await check()).broken).toEqual([]);
  });

  test("a delivery that comes again changes nothing, and its key serves nothing else", async () => {
    const incident = await file();
    const actor = await leaderOf(incident);
    const first = await act(incident.id, { action: "accept" }, { actor, key: "once" });
    expect(await act(incident.id, { action: "accept" }, { actor, key: "once" })).toEqual(first);
    expect(await act(incident.id, { action: "start" }, { actor, key: "once" })).toEqual({
      refusal: { code: "KEY_USED_BEFORE", incidentId: incident.id, action: "accept" },
    });
    expect(await actionsOf(incident)).toEqual(["report", "file", "assign", "accept"]);
  });

  test("of ten at the same moment exactly one wins, and the others are told how it stands", async () => {
    const incident = await file();
    const actor = await leaderOf(incident);
    const all = await Promise.all(
      Array.from({ length: 10 }, () => act(incident.id, { action: "accept" }, { actor })),
    );
    expect(all.filter((each) => "incident" in each)).toHaveLength(1);
    for (const each of all)
      if ("refusal" in each)
        expect(each.refusal).toMatchObject({ code: "ACTION_NOT_POSSIBLE", status: "accepted" });
    expect((await check()).broken).toEqual([]);
  });

  test("T35 on an incident of a foreign grid is answered as on one that is not there", async () => {
    const incident = await file();
    const stranger: Actor = { id: "person:9", role: "secretary", gridPath: "999999" };
    for (const id of [incident.id, incident.id + 1000])
      expect(await act(id, { action: "merge", duplicateOf: 1 }, { actor: stranger })).toEqual({
        refusal: { code: "INCIDENT_NOT_FOUND", territoryId: territory.id, incidentId: id },
      });
  });

  test("merging closes the duplicate under its original, which is another incident and no duplicate itself", async () => {
    const [original, copy, third] = [await file(), await file(), await file()];
    const merge = (id: number, duplicateOf: number) => act(id, { action: "merge", duplicateOf });
    const unfit = { refusal: { code: "ACTION_NOT_POSSIBLE", because: "duplicate-unfit" } };
    expect(await merge(copy.id, copy.id)).toMatchObject(unfit);
    expect(await merge(copy.id, copy.id + 1000)).toMatchObject(unfit);
    expect(await merge(copy.id, original.id)).toMatchObject({ incident: { status: "closed" } });
    expect(await merge(third.id, copy.id)).toMatchObject(unfit);
    expect((await historyOf(copy)).state.duplicateOf).toBe(original.id);
  });

  test("an imported incident enters the loop with the first action, and by itself when nobody acts", async () => {
    const records = [
      townIncident({ externalId: "a", status: "assigned" }),
      townIncident({ externalId: "b", status: "handling" }),
      townIncident({ externalId: "c", status: "closed" }),
    ];
    await importIncidents(db, { territoryId: territory.id, records, file: "old ledger" });
    const [c, b, a] = await listIncidents(db, { territoryId: territory.id, limit: 9 });
    const actor = await leaderOf(a!);
    const accepted = await act(a!.id, { action: "accept" }, { actor, key: "of an import" });
    expect(await act(a!.id, { action: "accept" }, { actor, key: "of an import" })).toEqual(accepted);
    expect(await actionsOf(a!)).toEqual(["adopt", "accept"]);
    expect(await adoptImported(db, { rulebook: RULEBOOK, limit: 100 })).toEqual({ adopted: 1 });
    expect(await actionsOf(b!)).toEqual(["adopt"]);
    expect((await historyOf(b!)).state.owner.level).toBe(3);
    expect(await check()).toMatchObject({ incidents: 2, broken: [] });
    expect(await act(c!.id, { action: "reopen", reason: "not mended" })).toMatchObject({
      incident: { status: "assigned", closedAt: null },
    });
  });
});

test("an import that comes again has the last word on the status, with a step that says so, and nothing stays due", async () => {
  const record = townIncident({ externalId: "again", status: "handling" });
  const load = (status: "handling" | "assigned" | "closed") =>
    importIncidents(db, {
      territoryId: territory.id,
      records: [{ ...record, status, closedAt: status === "closed" ? record.dueAt : null }],
      file: "ledger",
    });
  await load("handling");
  const [incident] = await listIncidents(db, { territoryId: territory.id, limit: 1 });
  await act(
    incident!.id,
    { action: "hand-up", reason: "why" },
    { actor: { ...(await leaderOf(incident!)) } },
  );
  await load("closed");
  await time.shift(500 * HOUR_MS);
  await moveDue(db, { rulebook: RULEBOOK });
  const { rows } = await db.pool.query("SELECT next_move_at FROM incident_loop WHERE incident_id = $1", [
    incident!.id,
  ]);
  expect(rows).toEqual([{ next_move_at: null }]);
  const { steps, state } = await historyOf(incident!);
  expect(steps.map(({ action, from, to }) => [action, from, to])).toEqual([
    ["adopt", null, "handling"],
    ["hand-up", "handling", "assigned"],
    ["adopt", "assigned", "closed"],
  ]);
  expect(state.reached).toBe(2);
  expect((await check()).broken).toEqual([]);
});

describe("T49 history", () => {
  test("refuses to be changed, removed or emptied, also where no row would be touched", async () => {
    await file();
    for (const sql of [
      "UPDATE incident_step SET reason = 'another'",
      "DELETE FROM incident_step WHERE false",
      "TRUNCATE incident_step",
    ])
      await expect(database.owner.query(sql)).rejects.toThrow("only ever grows");
  });

  test("tampered with behind the trigger's back is found, wherever a row was changed, removed or added", async () => {
    const incidents = [await file(), await file(), await file(), await file()];
    const ids = incidents.map(({ id }) => id);
    const tx = await database.owner.connect();
    await tx.query("ALTER TABLE incident_step DISABLE TRIGGER incident_step_grows");
    await tx.query(
      "UPDATE incident_step SET actor_id = 'person:other' WHERE incident_id = $1 AND ordinal = 2",
      [ids[0]],
    );
    await tx.query("DELETE FROM incident_step WHERE incident_id = $1 AND ordinal = 3", [ids[1]]);
    await tx.query("DELETE FROM incident_step WHERE incident_id = $1 AND ordinal = 2", [ids[2]]);
    await tx.query("DELETE FROM incident_loop WHERE incident_id = $1", [ids[3]]);
    await tx.query("ALTER TABLE incident_step ENABLE TRIGGER incident_step_grows");
    tx.release();
    expect((await check()).broken).toEqual([
      { incidentId: ids[0], ordinal: 2, problem: "changed" },
      { incidentId: ids[1], ordinal: 3, problem: "missing" },
      { incidentId: ids[2], ordinal: 2, problem: "missing" },
      { incidentId: ids[3], ordinal: 1, problem: "beyond-the-head" },
    ]);
  });
});

describe("what the loop does by itself", () => {
  const move = (on = db) => moveDue(on, { rulebook: RULEBOOK });

  test("T14 goes by the database's clock alone: the server's may be a day off in either direction", async () => {
    for (const offsetMs of [-24 * HOUR_MS, 24 * HOUR_MS]) {
      const real = Date.now();
      vi.useFakeTimers({ toFake: ["Date"], now: real + offsetMs });
      const incident = await file({ condition: "quick" });
      expect(Math.abs(Date.parse(incident.reportedAt) - real)).toBeLessThan(60_000);
      await move();
      vi.useRealTimers();
      expect(await actionsOf(incident)).not.toContain("escalate");
    }
  });

  test("T14 when the database's clock jumps two hours, what is due is moved once, and back again nothing more", async () => {
    const incident = await file({ condition: "quick" });
    const climbs = async () => (await actionsOf(incident)).filter((action) => action === "escalate").length;
    for (const [shiftMs, expected] of [
      [-2 * HOUR_MS, 0],
      [HOUR_MS + 1000, 1],
      [0, 1],
      [HOUR_MS + 2000, 1],
    ] as const) {
      await time.shift(shiftMs);
      await move();
      expect(await climbs()).toBe(expected);
    }
    const { state } = await historyOf(incident);
    expect([state.status, state.asked!.duty.level, state.reached]).toEqual(["assigned", 2, 2]);
  });

  test("climbs one level each time nobody accepts, up to the top and no further, history kept", async () => {
    const incident = await file({ condition: "quick" });
    for (let day = 1; day <= 30; day += 1) {
      await time.shift(day * 24 * HOUR_MS);
      await move();
    }
    const climbed = (await historyOf(incident)).steps.filter(({ action }) => action === "escalate");
    expect(climbed.map(({ climbedTo }) => climbedTo)).toEqual([2, 1, 0]);
  });

  test("ends a suspension on its day and gives the time back that was left", async () => {
    const incident = await file();
    const actor = await leaderOf(incident);
    await act(incident.id, { action: "accept" }, { actor });
    const until = new Date(Date.now() + 48 * HOUR_MS);
    await act(incident.id, { action: "suspend", reason: "waits for parts", until });
    expect((await historyOf(incident)).incident).toMatchObject({ status: "suspended", dueAt: null });
    await time.shift(47 * HOUR_MS);
    expect(await move()).toEqual({ moved: 0 });
    await time.shift(49 * HOUR_MS);
    expect(await move()).toEqual({ moved: 1 });
    const { incident: after, state } = await historyOf(incident);
    expect(after.status).toBe("accepted");
    expect(Date.parse(after.dueAt!) - Date.parse(incident.dueAt!)).toBeGreaterThan(48 * HOUR_MS);
    expect(state.clock.pauses).toMatchObject([{ kind: "suspension", approvedBy: "person:dispatcher" }]);
  });

  test("T15 300 overdue at once and three workers: each climbs exactly once, in due order for each worker", async () => {
    const incidents: Incident[] = [];
    for (let i = 0; i < 300; i += 1) incidents.push(await file({ condition: "quick" }));
    await time.shift(2 * HOUR_MS);
    const workers = await Promise.all([1, 2, 3].map(() => openDb(database.url)));
    const moved = await Promise.all(workers.map((worker) => move(worker)));
    await Promise.all(workers.map(closeDb));
    expect(moved.reduce((sum, each) => sum + each.moved, 0)).toBe(300);
    const { rows } = await db.pool.query<{ incident_id: string; n: number }>(
      `SELECT incident_id, count(*)::integer AS n FROM incident_step
       WHERE territory_id = $1 AND action = 'escalate' GROUP BY 1 ORDER BY min(at)`,
      [territory.id],
    );
    expect(rows.filter(({ n }) => n === 1)).toHaveLength(300);
    const order = rows.map(({ incident_id }) => incidents.findIndex(({ id }) => id === Number(incident_id)));
    const farthest = Math.max(...order.map((due, place) => Math.abs(due - place)));
    expect(farthest).toBeLessThan(20); // three side by side overtake each other by a few
    expect((await check()).broken).toEqual([]);
  });
});
