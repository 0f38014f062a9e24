import type { Actor } from "@getu/domain";
import { createTestDatabase, foundTown, RULEBOOK, townIncident } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { assignMany, findHistory, importIncidents } from "../src/index.ts";
import type { Db } from "../src/index.ts";

const DISPATCHER: Actor = { id: "person:dispatcher", role: "dispatcher", gridPath: "" };

let database: TestDatabase;
let db: Db;
let territoryId: number;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ db } = database);
  ({ territoryId } = await foundTown(db));
});
afterAll(() => database.drop());

describe("assigning many", () => {
  const assign = (incidentIds: number[], key: string, actor = DISPATCHER) =>
    assignMany(db, {
      territoryId,
      incidentIds,
      actors: [actor],
      rulebook: RULEBOOK,
      idempotencyKey: key,
    });
  const importOf = async (status: "reported" | "filed" | "handling"): Promise<number> => {
    const externalId = `many-${status}-${Math.random()}`;
    const records = [townIncident({ externalId, status })];
    await importIncidents(db, { territoryId, records, file: "many" });
    const { rows } = await db.pool.query<{ id: string }>("SELECT id FROM incident WHERE external_id = $1", [
      externalId,
    ]);
    return Number(rows[0]!.id); // it was imported
  };
  const stepsOf = async (id: number) =>
    (await findHistory(db, { territoryId, incidentId: id, rulebook: RULEBOOK }))!.steps.map(
      ({ action }) => action,
    );

  test("takes what can be assigned, filing what is not filed, and says of each other one why not", async () => {
    const [reported, filedOne, handled] = [
      await importOf("reported"),
      await importOf("filed"),
      await importOf("handling"),
    ];
    const answer = await assign([reported, handled, filedOne, 999_999_999, reported], "many-1");
    expect(answer.taken).toEqual([reported, filedOne]);
    expect(answer.refused).toEqual([
      {
        id: handled,
        refusal: { code: "ACTION_NOT_POSSIBLE", action: "assign", status: "handling", because: "state" },
      },
      {
        id: 999_999_999,
        refusal: { code: "INCIDENT_NOT_FOUND", territoryId, incidentId: 999_999_999 },
      },
    ]);
    expect(await stepsOf(reported)).toEqual(["adopt", "file", "assign"]);
    expect(await stepsOf(filedOne)).toEqual(["adopt", "assign"]);
  });

  test("sent twice is done once", async () => {
    const id = await importOf("reported");
    const [first, second] = [await assign([id], "many-2"), await assign([id], "many-2")];
    expect(second).toEqual(first);
    expect(await stepsOf(id)).toEqual(["adopt", "file", "assign"]);
  });

  test("leaves nothing half done: what may be filed but not assigned stays as it was", async () => {
    const id = await importOf("reported");
    const nowhere = { level: 3, gridPath: "7777" };
    const answer = await assignMany(db, {
      territoryId,
      incidentIds: [id],
      assignee: nowhere,
      actors: [DISPATCHER],
      rulebook: RULEBOOK,
      idempotencyKey: "many-3",
    });
    expect(answer.refused).toMatchObject([{ id, refusal: { because: "assignee-unknown" } }]);
    const { rows } = await db.pool.query("SELECT status FROM incident WHERE id = $1", [id]);
    expect(rows).toEqual([{ status: "reported" }]);
  });

  test("of somebody without the role takes nothing and says so for each", async () => {
    const ids = [await importOf("filed"), await importOf("filed")];
    const answer = await assign(ids, "many-4", { id: "person:x", role: "viewer", gridPath: "" });
    expect(answer.taken).toEqual([]);
    expect(answer.refused.map(({ id, refusal }) => [id, refusal.code])).toEqual(
      ids.map((id) => [id, "ACTION_NOT_YOURS"]),
    );
  });
});
