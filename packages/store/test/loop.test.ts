import type { Actor } from "@getu/domain";
import { RULEBOOK, townIncident, townPosition, townReport } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  adoptImported,
  fileReport,
  importIncidents,
  inTransaction,
  listIncidents,
  moveDue,
} from "../src/index.ts";
import { DISPATCHER, nextKey, openLoopTrial } from "./loop-trial.ts";
import type { LoopTrial } from "./loop-trial.ts";

const HOUR_MS = 3_600_000;

let trial: LoopTrial;

beforeAll(async () => {
  trial = await openLoopTrial();
});
afterAll(() => trial.close());
beforeEach(() => trial.begin());

describe("filing a report", () => {
  test("gives it an owner, a deadline by the database's clock, its steps and a place in the feed at once", async () => {
    const incident = await trial.file({ condition: "long" });
    const { state, steps, gridPath } = await trial.historyOf(incident);
    expect(steps.map(({ action, from, to }) => [action, from, to])).toEqual([
      ["report", null, "reported"],
      ["file", "reported", "filed"],
      ["assign", "filed", "assigned"],
    ]);
    expect(state.owner).toEqual({ level: 0, gridPath: "" }); // the dispatcher, until the leader accepts
    expect(state.asked!.duty).toEqual({ level: 3, gridPath });
    expect(Date.parse(incident.dueAt!) - Date.parse(incident.reportedAt)).toBe(7 * 24 * HOUR_MS);
    expect(await listIncidents(trial.db, { territoryId: trial.territoryId, limit: 9 })).toEqual([incident]);
    const told = await trial.db.pool.query(
      "SELECT payload FROM change WHERE territory_id = $1 AND topic = 'incident'",
      [trial.territoryId],
    );
    expect(told.rows).toEqual([{ payload: { topic: "incident", incident } }]);
    expect(await trial.check()).toEqual({ incidents: 1, steps: 3, broken: [] });
  });

  test("of a leader on patrol stays theirs until somebody who may files it", async () => {
    const leader = await trial.leaderOf(await trial.file());
    const { state, steps } = await trial.historyOf(
      await trial.file({ channel: "patrol" }, { actor: leader }),
    );
    expect([steps.length, state.status, state.owner.gridPath]).toEqual([1, "reported", leader.gridPath]);
  });

  test("outside every grid asks the top, so that somebody owns it", async () => {
    const { state } = await trial.historyOf(await trial.file({ position: townPosition(-3, -3) }));
    expect(state.asked!.duty).toEqual({ level: 0, gridPath: "" });
  });

  test("twelve deliveries of one report at the same moment make one incident", async () => {
    const all = await Promise.all(Array.from({ length: 12 }, () => trial.file({}, { key: "the same" })));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(await trial.check()).toEqual({ incidents: 1, steps: 3, broken: [] });
    expect((await trial.file({}, { key: "the same" })).id).toBe(all[0]!.id);
  });

  test("that is known by its external id already gives the incident of the first", async () => {
    const first = await trial.file({ externalId: "12345-1" });
    expect((await trial.file({ externalId: "12345-1" })).id).toBe(first.id);
  });

  test("of a matter that the catalogue does not know is refused and nothing is written", async () => {
    const refused = await fileReport(trial.db, {
      territoryId: trial.territoryId,
      report: townReport({ condition: "never-heard-of" }),
      actor: DISPATCHER,
      rulebook: RULEBOOK,
      idempotencyKey: nextKey(),
    });
    expect(refused).toEqual({
      refusal: { code: "CATEGORY_UNKNOWN", category: "noise", condition: "never-heard-of" },
    });
    expect((await trial.check()).incidents).toBe(0);
  });
});

describe("taking an action", () => {
  test("goes the whole way from report to closure, each step in the history", async () => {
    const incident = await trial.file();
    const actor = await trial.leaderOf(incident);
    for (const action of ["accept", "start"] as const) await trial.act(incident.id, { action }, { actor });
    await trial.act(incident.id, { action: "feed-back", text: "mended" }, { actor });
    await trial.act(incident.id, { action: "verify" });
    const done = await trial.act(incident.id, { action: "close", text: "the reporter was told" });
    expect(done).toMatchObject({ incident: { status: "closed", dueAt: incident.dueAt } });
    const { incident: closed, steps } = await trial.historyOf(incident);
    expect(closed.closedAt).toBe(steps.at(-1)!.at.toISOString());
    expect(await trial.actionsOf(incident)).toEqual([
      "report",
      "file",
      "assign",
      "accept",
      "start",
      "feed-back",
      "verify",
      "close",
    ]);
    expect((await trial.check()).broken).toEqual([]);
  });

  test("a delivery that comes again changes nothing, and its key serves nothing else", async () => {
    const incident = await trial.file();
    const actor = await trial.leaderOf(incident);
    const first = await trial.act(incident.id, { action: "accept" }, { actor, key: "once" });
    expect(await trial.act(incident.id, { action: "accept" }, { actor, key: "once" })).toEqual(first);
    expect(await trial.act(incident.id, { action: "start" }, { actor, key: "once" })).toEqual({
      refusal: { code: "KEY_USED_BEFORE", incidentId: incident.id, action: "accept" },
    });
    expect(await trial.actionsOf(incident)).toEqual(["report", "file", "assign", "accept"]);
  });

  test("of ten at the same moment exactly one wins, and the others are told how it stands", async () => {
    const incident = await trial.file();
    const actor = await trial.leaderOf(incident);
    const all = await Promise.all(
      Array.from({ length: 10 }, () => trial.act(incident.id, { action: "accept" }, { actor })),
    );
    expect(all.filter((each) => "incident" in each)).toHaveLength(1);
    for (const each of all)
      if ("refusal" in each)
        expect(each.refusal).toMatchObject({ code: "ACTION_NOT_POSSIBLE", status: "accepted" });
    expect((await trial.check()).broken).toEqual([]);
  });

  test("T35 on an incident of a foreign grid is answered as on one that is not there", async () => {
    const incident = await trial.file();
    const stranger: Actor = { id: "person:9", role: "secretary", gridPath: "999999" };
    for (const id of [incident.id, incident.id + 1000])
      expect(await trial.act(id, { action: "merge", duplicateOf: 1 }, { actor: stranger })).toEqual({
        refusal: { code: "INCIDENT_NOT_FOUND", territoryId: trial.territoryId, incidentId: id },
      });
  });

  test("merging closes the duplicate under its original, which is another incident, no duplicate itself, and open", async () => {
    const [original, copy, third] = [await trial.file(), await trial.file(), await trial.file()];
    const merge = (id: number, duplicateOf: number) => trial.act(id, { action: "merge", duplicateOf });
    const unfit = { refusal: { code: "ACTION_NOT_POSSIBLE", because: "duplicate-unfit" } };
    expect(await merge(copy.id, copy.id)).toMatchObject(unfit);
    expect(await merge(copy.id, copy.id + 1000)).toMatchObject(unfit);
    expect(await merge(copy.id, original.id)).toMatchObject({ incident: { status: "closed" } });
    expect(await merge(third.id, copy.id)).toMatchObject(unfit);
    expect((await trial.historyOf(copy)).state.duplicateOf).toBe(original.id);
    const leader = await trial.leaderOf(original);
    await trial.act(original.id, { action: "accept" }, { actor: leader });
    await trial.act(original.id, { action: "feed-back", text: "mended" }, { actor: leader });
    expect(await merge((await trial.file()).id, original.id)).toMatchObject({
      incident: { status: "closed" },
    });
    await trial.act(original.id, { action: "verify" });
    await trial.act(original.id, { action: "close", text: "the reporter was told" });
    expect(await merge(third.id, original.id)).toMatchObject(unfit);
  });

  test("an imported incident enters the loop with the first action, and by itself when nobody acts", async () => {
    const records = [
      townIncident({ externalId: "a", status: "assigned" }),
      townIncident({ externalId: "b", status: "handling" }),
      townIncident({ externalId: "c", status: "closed" }),
    ];
    await importIncidents(trial.db, { territoryId: trial.territoryId, records, file: "old ledger" });
    const [c, b, a] = await listIncidents(trial.db, { territoryId: trial.territoryId, limit: 9 });
    const actor = await trial.leaderOf(a!);
    const accepted = await trial.act(a!.id, { action: "accept" }, { actor, key: "of an import" });
    expect(await trial.act(a!.id, { action: "accept" }, { actor, key: "of an import" })).toEqual(accepted);
    expect(await trial.actionsOf(a!)).toEqual(["adopt", "accept"]);
    expect(await adoptImported(trial.db, { rulebook: RULEBOOK, limit: 100 })).toEqual({ adopted: 1 });
    expect(await trial.actionsOf(b!)).toEqual(["adopt"]);
    expect((await trial.historyOf(b!)).state.owner.level).toBe(3);
    expect(await trial.check()).toMatchObject({ incidents: 2, broken: [] });
    expect(await trial.act(c!.id, { action: "reopen", reason: "not mended" })).toMatchObject({
      incident: { status: "assigned", closedAt: null },
    });
  });
});

describe("imported incidents by themselves", () => {
  const TOLD = "this one is refused (trial)";

  /** Imports open incidents; gives their ids. */
  async function importOpen(count: number): Promise<number[]> {
    const records = Array.from({ length: count }, (_, i) =>
      townIncident({ externalId: `open-${i}`, status: "handling" }),
    );
    const { territoryId } = trial;
    await importIncidents(trial.db, { territoryId, records, file: "old ledger" });
    return (await listIncidents(trial.db, { territoryId, limit: 500 })).map(({ id }) => id);
  }

  const adopt = () => adoptImported(trial.db, { rulebook: RULEBOOK, limit: 1000 });

  test("are taken into the loop fifty in a commit, each with its owner and one step; what somebody else has is left to them", async () => {
    const ids = await importOpen(120);
    await inTransaction(trial.db, async (tx) => {
      await tx.query("SELECT FROM incident WHERE id = $1 FOR UPDATE", [ids[7]]);
      expect(await adopt()).toEqual({ adopted: 119 });
    });
    expect(await adopt()).toEqual({ adopted: 1 });
    const { rows } = await trial.db.pool.query(
      `SELECT count(*)::integer AS incidents, count(DISTINCT loop.xmin::text)::integer AS commits, max(steps) AS steps
       FROM incident_loop AS loop WHERE territory_id = $1`,
      [trial.territoryId],
    );
    expect(rows).toEqual([{ incidents: 120, commits: 4, steps: 1 }]);
    expect((await trial.historyOf({ id: ids[7]! })).state.owner.level).toBe(3); // one of 120
    expect(await trial.check()).toMatchObject({ incidents: 120, broken: [] });
  });

  test("that cannot be taken stop none of the others, and are told of", async () => {
    const ids = await importOpen(70);
    const { owner } = trial.database;
    await owner.query(`CREATE FUNCTION refuse_some() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN IF NEW.incident_id IN (${ids[3]}, ${ids[60]}) THEN RAISE EXCEPTION '${TOLD}'; END IF; RETURN NEW; END $$;
      CREATE TRIGGER refuse_some BEFORE INSERT ON incident_loop FOR EACH ROW EXECUTE FUNCTION refuse_some()`);
    try {
      const failure = await adopt().catch((error: unknown) => error);
      expect(failure).toMatchObject({ message: "2 incidents could not be taken into the loop" });
      expect((failure as AggregateError).errors.map(({ message }: Error) => message)).toEqual([TOLD, TOLD]);
    } finally {
      await owner.query("DROP FUNCTION refuse_some CASCADE");
    }
    expect(await trial.check()).toMatchObject({ incidents: 68, broken: [] });
    expect(await adopt()).toEqual({ adopted: 2 });
  });
});

test("an import that comes again has the last word on the status, with a step that says so, and nothing stays due", async () => {
  const record = townIncident({ externalId: "again", status: "handling" });
  const load = (status: "handling" | "assigned" | "closed") =>
    importIncidents(trial.db, {
      territoryId: trial.territoryId,
      records: [{ ...record, status, closedAt: status === "closed" ? record.dueAt : null }],
      file: "ledger",
    });
  await load("handling");
  const [incident] = await listIncidents(trial.db, { territoryId: trial.territoryId, limit: 1 });
  await trial.act(
    incident!.id,
    { action: "hand-up", reason: "why" },
    { actor: { ...(await trial.leaderOf(incident!)) } },
  );
  await load("closed");
  await trial.time.shift(500 * HOUR_MS);
  await moveDue(trial.db, { rulebook: RULEBOOK });
  const { rows } = await trial.db.pool.query(
    "SELECT next_move_at FROM incident_loop WHERE incident_id = $1",
    [incident!.id],
  );
  expect(rows).toEqual([{ next_move_at: null }]);
  const { steps, state } = await trial.historyOf(incident!);
  expect(steps.map(({ action, from, to }) => [action, from, to])).toEqual([
    ["adopt", null, "handling"],
    ["hand-up", "handling", "assigned"],
    ["adopt", "assigned", "closed"],
  ]);
  expect(state.reached).toBe(2);
  expect((await trial.check()).broken).toEqual([]);
});

describe("T49 history", () => {
  test("refuses to be changed, removed or emptied, also where no row would be touched", async () => {
    await trial.file();
    for (const sql of [
      "UPDATE incident_step SET reason = 'another'",
      "DELETE FROM incident_step WHERE false",
      "TRUNCATE incident_step",
    ])
      await expect(trial.database.owner.query(sql)).rejects.toThrow("only ever grows");
  });

  test("tampered with behind the trigger's back is found, wherever a row was changed, removed or added", async () => {
    const incidents = [await trial.file(), await trial.file(), await trial.file(), await trial.file()];
    const ids = incidents.map(({ id }) => id);
    const tx = await trial.database.owner.connect();
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
    expect((await trial.check()).broken).toEqual([
      { incidentId: ids[0], ordinal: 2, problem: "changed" },
      { incidentId: ids[1], ordinal: 3, problem: "missing" },
      { incidentId: ids[2], ordinal: 2, problem: "missing" },
      { incidentId: ids[3], ordinal: 1, problem: "beyond-the-head" },
    ]);
  });
});
