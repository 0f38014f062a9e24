import { RETENTION } from "@getu/domain";
import type { Territory } from "@getu/domain";
import { createTestDatabase, TOWN_TERRITORY, townCluster, townIncident } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  countRemains,
  createTerritory,
  forgetContacts,
  holdIncident,
  importClusters,
  inTransaction,
  liftHold,
  listNeeds,
  removeRemains,
  reportIncident,
} from "../src/index.ts";
import { tryRetention } from "./retention-trial.ts";

const NOTHING = {
  contacts: 0,
  photos: 0,
  notes: 0,
  needs: 0,
  uploads: 0,
  sessions: 0,
  invitations: 0,
  verifications: 0,
  locks: 0,
};

test("T48 retention takes what is over and nothing else, can be broken off, and changes no number of the office", async () => {
  const removed = await tryRetention(3000);
  expect(removed["contacts"]).toBeGreaterThan(1000);
  expect(removed["photos"]).toBeGreaterThan(1000);
}, 120_000);

describe("T48 retention", () => {
  let database: TestDatabase;
  let territory: Territory;

  beforeAll(async () => {
    database = await createTestDatabase();
    territory = await createTerritory(database.db, TOWN_TERRITORY);
  });
  afterAll(() => database.drop());

  const run = async () => (await removeRemains(database.db, RETENTION, async () => {})).removed;

  test("takes what is left of sign-ins and invitations once it is over", async () => {
    const { pool } = database.db;
    await pool.query(`INSERT INTO person (id, name, email) VALUES ('p', 'made up', 'p@getu.invalid');
      INSERT INTO session (id, token, person_id, expires_at) VALUES ('old', 'a', 'p', now() - interval '1 second'),
        ('new', 'b', 'p', now() + interval '1 hour');
      INSERT INTO invitation (token_hash, role, created_by, expires_at, used_at) VALUES
        ('a', 'viewer', 'x', now() - interval '31 days', NULL), ('b', 'viewer', 'x', now() - interval '29 days', NULL),
        ('c', 'viewer', 'x', now() + interval '1 day', now() - interval '31 days');
      INSERT INTO verification (id, identifier, value, expires_at) VALUES ('v', 'x', 'y', now() - interval '1 second');
      INSERT INTO sign_in_lock (name_hash, failures, last_at) VALUES ('n', 1, now() - interval '31 days'), ('m', 1, now())`);
    const expected = { ...NOTHING, sessions: 1, invitations: 2, verifications: 1, locks: 1 };
    expect(await countRemains(database.db, RETENTION)).toEqual(expected);
    expect(await run()).toEqual(expected);
    expect(await run()).toEqual(NOTHING);
  });

  test("and the hourly look of the server leave a contact alone while its incident is held, past every promise", async () => {
    const { db } = database;
    const territoryId = territory.id;
    const { id: incidentId } = await reportIncident(db, { territoryId, record: townIncident() });
    await db.pool.query(
      "INSERT INTO reporter_contact VALUES ($1, $2, 'made up', clock_timestamp() - interval '1 day')",
      [territoryId, incidentId],
    );
    const within = (act: typeof holdIncident) =>
      inTransaction(db, (tx) => act(tx, { territoryId, incidentId }));
    expect([await within(holdIncident), await within(holdIncident)]).toEqual([true, false]);
    expect([await forgetContacts(db), await run()]).toEqual([0, NOTHING]);
    expect([await within(liftHold), await within(liftHold)]).toEqual([true, false]);
    expect(await run()).toEqual({ ...NOTHING, contacts: 1 });
    const unknown = { territoryId, incidentId: incidentId + 1 };
    expect(await inTransaction(db, (tx) => holdIncident(tx, unknown))).toBe(false);
  });

  test("takes what visitors noted once it was kept long enough, and leaves the visit, what was asked for there and what a hold keeps", async () => {
    const { db } = database;
    const territoryId = territory.id;
    await importClusters(db, { territoryId, records: [townCluster()], file: "households" });
    const { id: incidentId } = await reportIncident(db, { territoryId, record: townIncident() });
    await db.pool.query(
      `WITH made AS (
         INSERT INTO visit (territory_id, cluster_id, visitor, outcome, occurred_at, recorded_at, incident_id, delivery_key)
         SELECT $1, cluster.id, 'person:x', 'matter', at, at, incident, key
         FROM household_cluster AS cluster, (VALUES
           ('over', clock_timestamp() - interval '366 days', NULL), ('held', clock_timestamp() - interval '366 days', $2::bigint),
           ('kept', clock_timestamp() - interval '364 days', NULL)) AS told(key, at, incident)
         WHERE cluster.territory_id = $1 RETURNING id, delivery_key
       ), noted AS (INSERT INTO visit_note (territory_id, visit_id, text) SELECT $1, id, delivery_key FROM made)
       INSERT INTO need (territory_id, visit_id, kind) SELECT $1, id, 'wish' FROM made`,
      [territoryId, incidentId],
    );
    const read = async () =>
      (await db.pool.query<{ text: string }>("SELECT text FROM visit_note ORDER BY text")).rows.map(
        ({ text }) => text,
      );
    await inTransaction(db, (tx) => holdIncident(tx, { territoryId, incidentId }));
    expect(await countRemains(db, RETENTION)).toEqual({ ...NOTHING, notes: 1 });
    expect(await read()).toEqual(["held", "kept", "over"]); // a dry run takes nothing
    expect(await run()).toEqual({ ...NOTHING, notes: 1 });
    expect(await read()).toEqual(["held", "kept"]);
    await inTransaction(db, (tx) => liftHold(tx, { territoryId, incidentId }));
    expect([await run(), await run()]).toEqual([{ ...NOTHING, notes: 1 }, NOTHING]);
    expect(await read()).toEqual(["kept"]);
    const { rows } = await db.pool.query(
      "SELECT count(*)::integer FROM visit JOIN need ON need.visit_id = visit.id",
    );
    expect(rows).toEqual([{ count: 3 }]);
  });

  test("takes the words of what was asked for once its last answer was kept long enough, those of the answers too; what waits for an answer, and that there was one, stays", async () => {
    const { db } = database;
    const territoryId = territory.id;
    const { rows: needs } = await db.pool.query<{ id: number; key: string }>(
      `SELECT need.id, delivery_key AS key FROM need JOIN visit ON visit.id = need.visit_id ORDER BY need.id`,
    );
    const idOf = (key: string): number => needs.find((need) => need.key === key)!.id; // of the test before
    await db.pool.query(
      `WITH answered AS (
         INSERT INTO need_answer (territory_id, need_id, ordinal, answered_by, answered_at)
         SELECT $1, need, ordinal, 'person:x', clock_timestamp() - days * interval '1 day' FROM (VALUES
           ($2::integer, 1, 400), ($2, 2, 366), ($3, 1, 400), ($3, 2, 364)) AS told(need, ordinal, days))
       INSERT INTO need_word SELECT $1, need, ordinal, need || '/' || ordinal FROM (VALUES
         ($2::integer, 0), ($2, 1), ($2, 2), ($3, 0), ($3, 1), ($3, 2), ($4, 0)) AS told(need, ordinal)`,
      [territoryId, idOf("over"), idOf("held"), idOf("kept")],
    );
    const words = async () =>
      (
        await db.pool.query<{ text: string }>("SELECT text FROM need_word ORDER BY need_id, ordinal")
      ).rows.map(({ text }) => text);
    expect(await countRemains(db, RETENTION)).toEqual({ ...NOTHING, needs: 3 });
    expect(await words()).toHaveLength(7);
    expect([await run(), await run()]).toEqual([{ ...NOTHING, needs: 3 }, NOTHING]);
    const corrected = idOf("held");
    expect((await words()).toSorted()).toEqual(
      [`${corrected}/0`, `${corrected}/1`, `${corrected}/2`, `${idOf("kept")}/0`].toSorted(),
    );
    const answered = await listNeeds(db, { territoryId, state: "done", limit: 9 });
    const gone = answered.find(({ id }) => id === idOf("over"));
    expect([gone?.text, gone?.answer?.text, gone?.answer?.earlier.map(({ text }) => text)]).toEqual([
      null,
      null,
      [null],
    ]);
    expect(gone?.answer?.at).toBeDefined();
  });
});
