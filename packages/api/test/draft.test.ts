import { randomUUID } from "node:crypto";
import type { Role } from "@getu/domain";
import { effectiveDays, FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { DraftEntry } from "@getu/domain/redraw";
import { publishDue, reassignDue } from "@getu/store";
import { createTestDatabase, foundTown, townUnits } from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOfCall, testCaller } from "./test-caller.ts";

let database: TestDatabase;
let territoryId: number;
let id: (externalId: string) => number;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ territoryId, idOf: id } = await foundTown(database.db));
});
afterAll(() => database.drop());

const as = (role: Role, gridPath = "") =>
  testCaller(database.db, {
    caller: { kind: "person", id: role },
    grants: [{ role, territoryId, gridPath }],
  });
const dayFrom = (moment: Date): string => effectiveDays(moment, "Asia/Shanghai").first;
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
  expect(await actionsOf("administrator")).toEqual(["approve", "reject"]);
  await as("administrator").draft.approve(draft);
  await as("administrator").draft.schedule({ ...draft, effectiveOn: dayFrom(new Date()) });
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
  const restored = await as("administrator").version.impact({ territoryId, version: 1, seen: 2 });
  expect(restored.records.find(({ fate }) => fate === "new")?.grid).toBe(id("lane-1-0"));
  expect(
    await as("administrator").version.rollback({ territoryId, version: 1, seen: 2, reason: "试验" }),
  ).toEqual({
    version: 3,
  });
  expect(await as("secretary").version.origins({ territoryId })).toEqual([
    { number: 3, draft: null, by: { actor: "person:administrator", name: null }, reason: "试验" },
    { number: 2, draft: "试验", by: { actor: "person:planner", name: null }, reason: null },
    { number: 1, draft: null, by: null, reason: null },
  ]);
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

test("what is approved is withdrawn only by who approves, with a reason that the planner reads and the log keeps", async () => {
  const draft = await drawn(merge("lane-4-0", "lane-5-0"));
  const [planner, chief] = [as("planner").draft, as("administrator").draft];
  await planner.submit(draft);
  expect(await failureOfCall(chief.withdraw({ ...draft, reason: "试验" }))).toMatchObject({
    code: "DRAFT_ACTION_NOT_YOURS",
    roles: ["planner"],
  });
  await planner.withdraw(draft);
  await planner.submit(draft);
  await chief.approve(draft);
  const steps = [
    async () => {},
    () => chief.schedule({ ...draft, effectiveOn: dayFrom(new Date(Date.now() + 172_800_000)) }),
  ];
  for (const step of steps) {
    await step();
    expect((await planner.get(keyOf(draft))).actions).toEqual([]);
    expect((await chief.get(keyOf(draft))).actions).toContain("withdraw");
    expect(await failureOfCall(planner.withdraw({ ...draft, reason: "试验" }))).toEqual({
      code: "DRAFT_ACTION_NOT_YOURS",
      action: "withdraw",
      why: "role",
      roles: ["administrator"],
    });
    expect(await failureOfCall(chief.withdraw(draft))).toMatchObject({ code: "DRAFT_REASON_MISSING" });
    expect(await failureOfCall(chief.withdraw({ ...draft, reason: " " }))).toMatchObject({
      code: "INPUT_INVALID",
    });
  }
  expect(await chief.withdraw({ ...draft, reason: "街道要求" })).toEqual({ state: "draft", revision: 1 });
  const taken = { state: "draft", comment: "街道要求", returned: "taken-back", effectiveAt: null };
  expect(await planner.get(keyOf(draft))).toMatchObject({
    ...taken,
    actions: ["edit", "submit", "withdraw"],
  });
  const { rows } = await database.db.pool.query(
    "SELECT actor, reason FROM audit_entry WHERE action = 'draft.withdrawn' AND subject = $1 ORDER BY seq",
    [`draft:${draft.draftId}`],
  );
  expect(rows).toEqual([
    { actor: "person:planner", reason: null },
    { actor: "person:administrator", reason: "街道要求" },
  ]);
  await planner.submit(draft);
  expect(await planner.get(keyOf(draft))).toMatchObject({ comment: null, returned: null });
  await planner.withdraw(draft);
});

test("steps that cannot be done are refused with the first of them and the reason, and none of them is kept", async () => {
  const draft = await drawn(merge("lane-4-0", "lane-5-0"));
  const entries = [merge("lane-6-0", "lane-7-0"), merge("lane-0-0", "lane-7-3")];
  const refused = {
    code: "DRAFT_STEP_REFUSED",
    place: 2,
    revision: 3,
    kind: "merge",
    refused: "not-neighbours",
    grids: [id("lane-0-0"), id("lane-7-3")],
  };
  const { append, fork, get } = as("planner").draft;
  expect(await failureOfCall(append({ ...draft, entries, key: randomUUID() }))).toMatchObject(refused);
  expect(await failureOfCall(fork({ ...draft, entries, name: "试验" }))).toMatchObject(refused);
  expect(await get(keyOf(draft))).toMatchObject({ revision: 1, steps: [{ revision: 1 }] });
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

describe("T35 who holds a part of the territory alone", () => {
  const refused = { code: "NOT_PERMITTED" };
  const unknown = { code: "DRAFT_NOT_FOUND" };
  const partial = (role: Role, grid = "community-0") => as(role, String(id(grid)));
  /** Ends on the border of the part, where the grid beyond gets a node and keeps its ground. */
  const cut = (): DraftEntry => ({
    kind: "split",
    owner: id("lane-3-0"),
    line: [townUnits(3, 0.5), townUnits(4, 0.5)],
    firstNewOwner: FIRST_NEW_GRID,
  });

  test("sees no draft of the whole, nor lets one into force, nor takes older boundaries up again", async () => {
    const draft = await drawn(merge("lane-4-0", "lane-5-0"));
    const { drafts, total } = await partial("planner").draft.list({ territoryId });
    expect([drafts, total]).toEqual([[], 0]);
    const { draft: own } = partial("planner");
    const entries = [merge("lane-0-0", "lane-1-0")];
    const tries = [
      own.get(keyOf(draft)),
      own.check(keyOf(draft)),
      own.append({ ...draft, entries, key: randomUUID() }),
      own.fork({ ...draft, entries, name: "试验" }),
      own.rebase({ ...draft, keep: "mine" }),
      own.submit(draft),
      own.withdraw(draft),
      partial("secretary").draft.impact(keyOf(draft)),
    ];
    for (const failure of await Promise.all(tries.map(failureOfCall))) expect(failure).toMatchObject(unknown);
    expect(await failureOfCall(partial("administrator").draft.approve(draft))).toMatchObject(refused);
    const rollback = { territoryId, version: 1, seen: 1, reason: "试验" };
    expect(await failureOfCall(partial("administrator").version.rollback(rollback))).toMatchObject(refused);
    const version = { territoryId, version: 1 };
    expect(await failureOfCall(partial("planner").version.get(version))).toMatchObject(refused);
    const restoration = partial("secretary").version.impact({ ...version, seen: 1 });
    expect(await failureOfCall(restoration)).toMatchObject(refused);
    expect(await failureOfCall(partial("planner").version.origins({ territoryId }))).toMatchObject(refused);
    const { rows } = await database.db.pool.query(
      "SELECT actor, facts FROM audit_entry WHERE action = 'refused' AND territory_id = $1",
      [territoryId],
    );
    const reached = { actor: "person:administrator", facts: { permission: "draft.approve" } };
    expect(rows).toEqual([reached, reached]); // T49
  });

  test("draws in that part: what would change a grid beyond is refused and says which, and nothing of it is written", async () => {
    const { draft: own } = partial("planner");
    const { draftId } = await own.create({ territoryId, name: "试验" });
    const key = { territoryId, draftId };
    const add = (revision: number, ...entries: DraftEntry[]) =>
      own.append({ ...key, revision, entries, key: randomUUID() });
    expect(await add(0, cut())).toEqual({ revision: 1 });
    const move: DraftEntry = { kind: "move-node", from: townUnits(4, 1), to: townUnits(4.2, 1.1) };
    const beyond = {
      code: "DRAFT_BEYOND_PART",
      grids: [id("lane-4-0"), id("lane-4-1")].sort((a, b) => a - b),
    };
    expect(await failureOfCall(add(1, move))).toMatchObject(beyond);
    const fork = { ...key, revision: 1, entries: [move], name: "试验" };
    expect(await failureOfCall(own.fork(fork))).toMatchObject(beyond);
    const byAnother = { ...key, revision: 1, entries: [move], key: randomUUID() };
    expect(await failureOfCall(as("planner").draft.append(byAnother))).toMatchObject(beyond);
    expect(await own.get(key)).toMatchObject({
      part: [id("community-0")],
      revision: 1,
      actions: ["edit", "submit", "withdraw"],
    });
    expect(await add(1, merge("lane-0-0", "lane-1-0"))).toEqual({ revision: 2 });
    const concerned = (await own.impact(key)).grids.map(({ grid }) => grid);
    expect(concerned).toEqual(expect.arrayContaining([id("lane-3-0"), FIRST_NEW_GRID, id("lane-0-0")]));
    expect(concerned).not.toContain(id("lane-4-0"));
    const { drafts } = await own.list({ territoryId });
    expect(drafts.map((draft) => draft.id)).toEqual([draftId]);
    expect(await failureOfCall(partial("planner", "community-1").draft.get(key))).toMatchObject(unknown);
    expect(await own.submit({ ...key, revision: 2 })).toEqual({ state: "submitted", revision: 2 });
    expect((await as("administrator").draft.get(key)).actions).toContain("approve");
  });
});

test("what is wrong with an input is said before a draft is looked for", async () => {
  const nowhere = { territoryId, draftId: 2_000_000_000, revision: 1, more: true };
  const { get, check, impact, append, fork, rebase, submit, withdraw } = as("planner").draft;
  const tries: Promise<unknown>[] = [
    get(nowhere),
    check(nowhere),
    impact(nowhere),
    append({ ...nowhere, entries: [merge("lane-4-0", "lane-5-0")], key: randomUUID() }),
    fork({ ...nowhere, entries: [], name: "试验" }),
    rebase({ ...nowhere, keep: "mine" }),
    submit(nowhere),
    withdraw(nowhere),
  ];
  for (const failure of await Promise.all(tries.map(failureOfCall)))
    expect(failure).toMatchObject({ code: "INPUT_INVALID" });
});

test("T42 a day that no calendar has is refused as such", async () => {
  const draft = await drawn(merge("lane-4-0", "lane-5-0"));
  for (const effectiveOn of ["0000-01-01", "2026-02-30", "infinity"])
    expect(
      await failureOfCall(as("administrator").draft.schedule({ ...draft, effectiveOn })),
      effectiveOn,
    ).toMatchObject({ code: "INPUT_INVALID" });
});

test("a day that is over, or years away, puts no boundaries into force; today does", async () => {
  const draft = await drawn(merge("lane-4-0", "lane-5-0"));
  await as("planner").draft.submit(draft);
  await as("administrator").draft.approve(draft);
  const DAY_MS = 86_400_000;
  const dayAfter = (days: number): string => dayFrom(new Date(Date.now() + days * DAY_MS));
  const schedule = (effectiveOn: string) => as("administrator").draft.schedule({ ...draft, effectiveOn });
  for (const effectiveOn of ["2020-01-01", dayAfter(-1), dayAfter(2 * 366), "9999-12-31"])
    expect(await failureOfCall(schedule(effectiveOn)), effectiveOn).toMatchObject({
      code: "INPUT_INVALID",
      problems: [{ path: "effectiveOn" }],
    });
  expect(await as("administrator").draft.get(keyOf(draft))).toMatchObject({ state: "approved" });
  expect(await schedule(dayAfter(700))).toMatchObject({ state: "scheduled" });
  expect(await schedule(dayAfter(0))).toMatchObject({ state: "scheduled" });
  await as("administrator").draft.withdraw({ ...draft, reason: "试验" });
});

test("T35 who sees a part of the territory alone is told when boundaries came into force, and not how much was moved in the whole of it", async () => {
  const draft = await drawn(merge("lane-6-3", "lane-7-3"));
  await as("planner").draft.submit(draft);
  await as("administrator").draft.approve(draft);
  await as("administrator").draft.schedule({ ...draft, effectiveOn: dayFrom(new Date()) });
  await publishDue(database.db);
  await reassignDue(database.db);
  const [whole] = await as("viewer").version.list({ territoryId });
  expect(whole).toMatchObject({ draftId: draft.draftId, reassignment: expect.any(Object) as unknown });
  const [part] = await as("viewer", String(id("community-0"))).version.list({ territoryId });
  expect(part).toEqual({ ...whole, reassignment: null });
});
