import { randomUUID } from "node:crypto";
import type { Role } from "@getu/domain";
import type { DraftEntry } from "@getu/domain/redraw";
import { createTerritory, importGrids, publishDue, reassignDue } from "@getu/store";
import { createTestDatabase, createTown, idsOfTown, TOWN_TERRITORY } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territoryId: number;
let id: (externalId: string) => number;

beforeAll(async () => {
  database = await createTestDatabase();
  territoryId = (await createTerritory(database.db, TOWN_TERRITORY)).id;
  await importGrids(database.db, { territoryId, records: createTown(), file: "town" });
  id = await idsOfTown(database.db, territoryId);
});
afterAll(() => database.drop());

const as = (role: Role, gridPath = "") =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId, gridPath }],
  });
const keyOf = ({ draftId }: { draftId: number }) => ({ territoryId, draftId });
const merge = (keep: string, absorb: string): DraftEntry => ({
  kind: "merge",
  keep: id(keep),
  absorb: id(absorb),
});

async function drawn(
  ...entries: DraftEntry[]
): Promise<{ territoryId: number; draftId: number; revision: number }> {
  const { draftId } = await as("planner").draft.create({ territoryId, name: "试验" });
  const key = randomUUID();
  const { revision } = await as("planner").draft.append({ territoryId, draftId, revision: 0, entries, key });
  return { territoryId, draftId, revision };
}

test("a draft goes its way: the planner draws and submits, the administrator approves and sets the day, and each step is in the log", async () => {
  const draft = await drawn(merge("lane-0-0", "lane-1-0"));
  const actionsOf = async (role: Role) => (await as(role).draft.get(keyOf(draft))).actions;
  expect([await actionsOf("planner"), await actionsOf("administrator")]).toEqual([
    ["edit", "submit", "withdraw"],
    [],
  ]);
  expect(await as("planner").draft.check(keyOf(draft))).toMatchObject({
    isBlocked: false,
    conflicts: [],
    stopped: null,
  });
  expect((await as("secretary").draft.impact(keyOf(draft))).grids.map(({ grid }) => grid)).toContain(
    id("lane-1-0"),
  );
  expect(await as("planner").draft.submit(draft)).toEqual({ state: "submitted", revision: 1 });
  expect(await actionsOf("administrator")).toEqual(["approve", "reject", "withdraw"]);
  await as("administrator").draft.approve(draft);
  await as("administrator").draft.schedule({ ...draft, effectiveOn: "2026-01-01" });
  await publishDue(database.db);
  await reassignDue(database.db);
  expect(await as("planner").draft.get(keyOf(draft))).toMatchObject({
    state: "in-force",
    version: 2,
    actions: [],
  });
  const [version] = await as("viewer").version.list({ territoryId });
  expect(version).toMatchObject({ number: 2, draftId: draft.draftId });
  const { grids } = await as("planner").version.get({ territoryId, version: 1 });
  expect(grids.some((grid) => grid.id === id("lane-1-0"))).toBe(true);
  expect(await as("administrator").version.rollback({ territoryId, version: 1, reason: "试验" })).toEqual({
    version: 3,
  });
  const { rows } = await database.db.pool.query(
    "SELECT actor, action FROM audit_entry WHERE territory_id = $1 ORDER BY seq",
    [territoryId],
  );
  expect(rows).toEqual([
    { actor: "person:planner", action: "draft.submitted" },
    { actor: "person:administrator", action: "draft.approved" },
    { actor: "person:administrator", action: "draft.scheduled" },
    { actor: "system", action: "boundaries.published" },
    { actor: "person:administrator", action: "boundaries.restored" },
  ]);
});

test("a refusal gives the draft back with what was said, and a change takes that away", async () => {
  const draft = await drawn(merge("lane-4-0", "lane-5-0"));
  await as("planner").draft.submit(draft);
  const { draft: procedures } = as("administrator");
  expect(await failureOfCall(procedures.reject({ ...draft, comment: " " }))).toMatchObject({
    code: "INPUT_INVALID",
  });
  await procedures.reject({ ...draft, comment: "太大" });
  expect(await as("planner").draft.get(keyOf(draft))).toMatchObject({
    state: "rejected",
    comment: "太大",
    actions: ["withdraw"],
  });
  await as("planner").draft.withdraw(draft);
  const more = { ...draft, entries: [merge("lane-6-0", "lane-7-0")], key: randomUUID() };
  await as("planner").draft.append(more);
  expect(await as("planner").draft.get(keyOf(draft))).toMatchObject({ state: "draft", comment: null });
});

test("an approval of what has changed since is refused", async () => {
  const draft = await drawn(merge("lane-4-0", "lane-5-0"));
  await as("planner").draft.submit(draft);
  const stale = { ...draft, revision: 0 };
  expect(await failureOfCall(as("administrator").draft.approve(stale))).toMatchObject({
    code: "DRAFT_MOVED_ON",
    revision: 1,
  });
});

test("T35 who holds a part of the territory alone neither sees nor draws drafts, nor takes older boundaries up again", async () => {
  const draft = await drawn(merge("lane-4-0", "lane-5-0"));
  const path = String(id("community-0"));
  const refused = { code: "NOT_PERMITTED" };
  expect(await failureOfCall(as("planner", path).draft.list({ territoryId }))).toMatchObject(refused);
  expect(await failureOfCall(as("planner", path).draft.create({ territoryId, name: "试验" }))).toMatchObject(
    refused,
  );
  expect(await failureOfCall(as("secretary", path).draft.impact(keyOf(draft)))).toMatchObject(refused);
  expect(await failureOfCall(as("administrator", path).draft.approve(draft))).toMatchObject(refused);
  const rollback = { territoryId, version: 1, reason: "试验" };
  expect(await failureOfCall(as("administrator", path).version.rollback(rollback))).toMatchObject(refused);
  expect(await failureOfCall(as("planner", path).version.get({ territoryId, version: 1 }))).toMatchObject(
    refused,
  );
  const { rows } = await database.db.pool.query(
    "SELECT actor, facts FROM audit_entry WHERE action = 'refused' AND territory_id = $1",
    [territoryId],
  );
  const reached = { actor: "person:administrator", facts: { permission: "draft.approve" } };
  expect(rows).toEqual([reached, reached]); // T49
});

test("T42 a day that no calendar has is refused as such", async () => {
  const draft = await drawn(merge("lane-4-0", "lane-5-0"));
  for (const effectiveOn of ["0000-01-01", "2026-02-30", "infinity"])
    expect(
      await failureOfCall(as("administrator").draft.schedule({ ...draft, effectiveOn })),
      effectiveOn,
    ).toMatchObject({ code: "INPUT_INVALID" });
});
