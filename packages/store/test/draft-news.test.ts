import type { PlanStep } from "@getu/domain/redraw";
import {
  createRedrawTown,
  createTestDatabase,
  idsOfTown,
  moveDraftAs,
  publishAtOnce,
  townUnits,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { appendToDraft, createDraft, findDraftSummary } from "../src/index.ts";
import type { Db } from "../src/index.ts";

let database: TestDatabase;
let db: Db;
let territoryId: number;
let id: (externalId: string) => number;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  territoryId = await createRedrawTown(db, { code: "news", incidents: 0 });
  id = await idsOfTown(db, territoryId);
});
afterAll(() => database.drop());

const by = "person:planner";

async function begin(part: readonly string[] | null): Promise<number> {
  const created = await createDraft(db, { territoryId, name: "made up", by, part: part?.map(id) ?? null });
  if ("refusal" in created) throw new Error(created.refusal.code);
  return created.draftId;
}

/** Sends the same step twice, as somebody does who has not heard the answer. */
async function draw(draftId: number, step: PlanStep): Promise<void> {
  const addition = { territoryId, draftId, revision: 0, entries: [step], by, key: "once" };
  for (let again = 0; again < 2; again += 1)
    expect(await appendToDraft(db, addition)).toEqual({ revision: 1 });
}

const told = async (draftId: number): Promise<string[]> => {
  const { rows } = await db.pool.query<{ grid_path: string; payload: unknown }>(
    `SELECT grid_path, payload FROM change WHERE territory_id = $1 AND topic = 'draft'
       AND payload->>'draftId' = $2 ORDER BY id`,
    [territoryId, String(draftId)],
  );
  for (const { payload } of rows) expect(payload).toEqual({ topic: "draft", draftId }); // not who, nor what
  return rows.map((row) => row.grid_path);
};

const lastActor = async (draftId: number): Promise<string | undefined> =>
  (await findDraftSummary(db.pool, { territoryId, draftId }))?.lastBy?.actor;

test("a draft of the whole is heard of once for every step and every move until it is in force, and it says whose the last was", async () => {
  const draftId = await begin(null);
  expect(await lastActor(draftId)).toBeUndefined();
  await draw(draftId, { kind: "move-node", from: townUnits(6, 2), to: townUnits(5.6, 2.3) });
  expect([await told(draftId), await lastActor(draftId)]).toEqual([[""], by]);
  await moveDraftAs(db, { territoryId, draftId, command: { action: "submit" } });
  await moveDraftAs(db, { territoryId, draftId, command: { action: "reject", comment: "made up" } });
  expect([await told(draftId), await lastActor(draftId)]).toEqual([["", "", ""], "person:administrator"]);
  await moveDraftAs(db, { territoryId, draftId, command: { action: "withdraw" } });
  await publishAtOnce(db, territoryId, draftId);
  expect([(await told(draftId)).length, await lastActor(draftId)]).toEqual([8, "system"]);
});

test("a draft that is held to a part is heard of in its grids alone", async () => {
  const draftId = await begin(["lane-0-0", "lane-1-0"]);
  await draw(draftId, { kind: "merge", keep: id("lane-0-0"), absorb: id("lane-1-0") });
  const paths = await told(draftId);
  expect(paths.map((path) => Number(path.split("/").at(-1))).toSorted((a, b) => a - b)).toEqual(
    [id("lane-0-0"), id("lane-1-0")].toSorted((a, b) => a - b),
  );
});
