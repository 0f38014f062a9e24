import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { PlanStep } from "@getu/domain/redraw";
import {
  createRedrawTown,
  createTestDatabase,
  drawSteps,
  idsOfTown,
  moveDraftAs,
  publishAtOnce,
  scheduleDraft,
  townUnits,
} from "@getu/store/testing";
import type { TestDatabase } from "@getu/store/testing";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  appendToDraft,
  checkDraft,
  closeDb,
  findDraft,
  forkDraft,
  insertGrant,
  inTransaction,
  isBlocked,
  listDrafts,
  openDb,
  publishDue,
  rebaseDraft,
} from "../src/index.ts";
import type { Db } from "../src/index.ts";

let database: TestDatabase;
let db: Db;
let territoryId: number;
let id: (externalId: string) => number;
let count = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
  count += 1;
  territoryId = await createRedrawTown(db, { code: `town-${count}`, incidents: 0 });
  id = await idsOfTown(db, territoryId);
});

const merge = (keep: string, absorb: string): PlanStep => ({
  kind: "merge",
  keep: id(keep),
  absorb: id(absorb),
});
const append = (draftId: number, revision: number, by: string, ...entries: PlanStep[]) =>
  appendToDraft(db, {
    territoryId,
    draftId,
    revision,
    entries,
    by,
    key: `${by} ${revision} ${entries.length}`,
  });
const stepsOf = async (draftId: number) => (await findDraft(db.pool, { territoryId, draftId }))!.steps;
const draftsOf = async () => (await listDrafts(db, { territoryId, skip: 0, limit: 100 })).drafts;
const checkOf = async (draftId: number) =>
  checkDraft(db, { territoryId, ...(await findDraft(db.pool, { territoryId, draftId }))! });

describe("two planners on one draft", () => {
  test("who was slower is told what was added and by whom, and nothing of theirs is written", async () => {
    const draftId = await drawSteps(db, territoryId, []);
    const first = merge("lane-0-0", "lane-1-0");
    expect(await append(draftId, 0, "person:one", first)).toEqual({ revision: 1 });
    const answer = await append(draftId, 0, "person:two", merge("lane-4-0", "lane-5-0"));
    expect(answer).toMatchObject({
      refusal: {
        code: "DRAFT_MOVED_ON",
        revision: 1,
        entries: [{ revision: 1, entry: first, by: { actor: "person:one", name: null } }],
      },
    });
    expect(await stepsOf(draftId)).toEqual([{ revision: 1, step: first }]);
  });

  test("of many at once one is first, and the others are refused", async () => {
    const draftId = await drawSteps(db, territoryId, []);
    const answers = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((n) => append(draftId, 0, `person:${n}`, merge(`lane-${n}-0`, `lane-${n}-1`))),
    );
    expect(answers.filter((answer) => "revision" in answer)).toHaveLength(1);
    expect(await stepsOf(draftId)).toHaveLength(1);
  });

  test("a delivery that comes twice is taken once", async () => {
    const draftId = await drawSteps(db, territoryId, []);
    const step = merge("lane-0-0", "lane-1-0");
    expect(await append(draftId, 0, "person:one", step)).toEqual({ revision: 1 });
    expect(await append(draftId, 0, "person:one", step)).toEqual({ revision: 1 });
    expect(await stepsOf(draftId)).toHaveLength(1);
  });

  test("they go separate ways from where they agreed", async () => {
    const shared = merge("lane-0-0", "lane-1-0");
    const [mine, theirs] = [merge("lane-2-0", "lane-3-0"), merge("lane-4-0", "lane-5-0")];
    const draftId = await drawSteps(db, territoryId, [shared]);
    await append(draftId, 1, "person:two", theirs);
    const fork = { territoryId, draftId, revision: 1, entries: [mine], by: "person:one", name: "mine" };
    const forked = await forkDraft(db, fork);
    if ("refusal" in forked) throw new Error(forked.refusal.code);
    expect((await stepsOf(forked.draftId)).map(({ step }) => step)).toEqual([shared, mine]);
    expect((await stepsOf(draftId)).map(({ step }) => step)).toEqual([shared, theirs]);
    expect((await draftsOf()).map(({ forkedFrom }) => forkedFrom)).toEqual([draftId, null]);
  });

  test("a fork that would be too long is refused, and leaves no draft behind", async () => {
    const draftId = await drawSteps(db, territoryId, []);
    await db.pool.query(
      `INSERT INTO boundary_draft_entry (territory_id, draft_id, revision, entry, added_by)
       SELECT $1, $2, n, '{"kind": "merge", "keep": 1, "absorb": 2}', 'person:one' FROM generate_series(1, 20000) AS n`,
      [territoryId, draftId],
    );
    await db.pool.query("UPDATE boundary_draft SET revision = 20000 WHERE id = $1", [draftId]);
    const entries = [merge("lane-0-0", "lane-1-0")];
    const fork = { territoryId, draftId, revision: 20_000, entries, by: "person:one", name: "mine" };
    expect(await forkDraft(db, fork)).toEqual({ refusal: { code: "DRAFT_FULL", draftId, most: 20_000 } });
    expect(await draftsOf()).toHaveLength(1);
  });

  test("a draft takes no more than can be read at once, however few its entries are", async () => {
    const draftId = await drawSteps(db, territoryId, []);
    await db.pool.query(
      `INSERT INTO boundary_draft_entry (territory_id, draft_id, revision, entry, added_by)
       SELECT $1, $2, n, jsonb_build_object('kind', 'made up', 'text', repeat('x', 1000000)), 'person:one' FROM generate_series(1, 8) AS n`,
      [territoryId, draftId],
    );
    await db.pool.query("UPDATE boundary_draft SET revision = 8 WHERE id = $1", [draftId]);
    const added = await append(draftId, 8, "person:one", merge("lane-0-0", "lane-1-0"));
    expect(added).toMatchObject({ refusal: { code: "DRAFT_FULL" } });
  });

  test("drafts are listed a page at a time, the last changed first, with how many there are", async () => {
    const made = [];
    for (let n = 0; n < 5; n += 1) made.push(await drawSteps(db, territoryId, []));
    await append(made[1]!, 0, "person:one", merge("lane-0-0", "lane-1-0")); // five were made
    const page = async (skip: number, limit: number) => {
      const { drafts, total } = await listDrafts(db, { territoryId, skip, limit });
      return { ids: drafts.map((draft) => draft.id), total };
    };
    const order = [made[1], made[4], made[3], made[2], made[0]];
    expect(await page(0, 3)).toEqual({ ids: order.slice(0, 3), total: 5 });
    expect(await page(3, 3)).toEqual({ ids: order.slice(3), total: 5 });
    expect(await page(5, 3)).toEqual({ ids: [], total: 5 });
  });

  test("taking back is an entry of its own: the log keeps everything, and refuses to lose any of it", async () => {
    const draftId = await drawSteps(db, territoryId, [
      merge("lane-0-0", "lane-1-0"),
      merge("lane-2-0", "lane-3-0"),
    ]);
    const undo = {
      territoryId,
      draftId,
      revision: 2,
      entries: [{ kind: "undo" } as const],
      by: "person:one",
      key: "u",
    };
    expect(await appendToDraft(db, undo)).toEqual({ revision: 3 });
    expect(await stepsOf(draftId)).toEqual([{ revision: 1, step: merge("lane-0-0", "lane-1-0") }]);
    await expect(database.owner.query("DELETE FROM boundary_draft_entry")).rejects.toThrow("only ever grows");
  });
});

describe("submitting", () => {
  test("freezes a draft; withdrawing makes it a draft again", async () => {
    const draftId = await drawSteps(db, territoryId, [merge("lane-0-0", "lane-1-0")]);
    expect(await moveDraftAs(db, { territoryId, draftId, command: { action: "submit" } })).toEqual({
      state: "submitted",
      revision: 1,
    });
    expect(await append(draftId, 1, "person:one", merge("lane-2-0", "lane-3-0"))).toEqual({
      refusal: { code: "DRAFT_FROZEN", draftId, state: "submitted" },
    });
    await moveDraftAs(db, { territoryId, draftId, command: { action: "withdraw" } });
    expect(await append(draftId, 1, "person:one", merge("lane-2-0", "lane-3-0"))).toEqual({ revision: 2 });
  });

  test("needs no second connection on its way into force: many at once would wait for each other", async () => {
    const narrow = await openDb(database.url, { connections: 1 });
    const draftId = await drawSteps(narrow, territoryId, [merge("lane-0-0", "lane-1-0")]);
    await publishAtOnce(
      narrow,
      territoryId,
      await drawSteps(narrow, territoryId, [merge("lane-6-0", "lane-7-0")]),
    );
    const rebase = { territoryId, draftId, revision: 1, keep: "theirs", by: "person:one" } as const;
    expect(await rebaseDraft(narrow, rebase)).toMatchObject({ revision: 2 });
    await closeDb(narrow);
  });

  test("a draft without a step, with a step that cannot be done or with a code given twice is blocked, with the reason", async () => {
    const submit = async (...steps: PlanStep[]) => {
      const draftId = await drawSteps(db, territoryId, steps);
      return moveDraftAs(db, { territoryId, draftId, command: { action: "submit" } });
    };
    expect(await submit()).toMatchObject({ refusal: { code: "DRAFT_BLOCKED", isEmpty: true } });
    expect(await submit(merge("lane-0-0", "lane-7-3"))).toMatchObject({
      refusal: { code: "DRAFT_BLOCKED", stopped: { revision: 1, refused: "not-neighbours" } },
    });
    const rename = { kind: "describe", name: "b", leaderName: null, households: 1 } as const;
    const twice = await submit(
      { ...rename, grid: id("lane-0-0"), code: "SAME" },
      { ...rename, grid: id("lane-1-0"), code: "SAME" },
    );
    expect(twice).toMatchObject({
      refusal: {
        problems: [{ kind: "code-taken", severity: "error", grids: [id("lane-0-0"), id("lane-1-0")] }],
      },
    });
  });

  test("a parent that loses its last grid is announced, and a parent is no grid with an outline", async () => {
    const steps = [
      merge("lane-2-0", "lane-0-0"),
      merge("lane-2-0", "lane-1-0"),
      merge("lane-2-0", "lane-0-1"),
    ];
    const fresh = await drawSteps(db, territoryId, [merge("lane-1-0", "lane-0-0"), ...steps.slice(1)]);
    expect(await checkOf(fresh)).toMatchObject({ stopped: null });
    const emptied = await drawSteps(db, territoryId, [
      merge("lane-2-0", "lane-1-0"),
      merge("lane-2-1", "lane-1-1"),
      merge("lane-2-0", "lane-0-0"),
      merge("lane-2-1", "lane-0-1"),
    ]);
    expect(await checkOf(emptied)).toMatchObject({
      stopped: null,
      problems: [{ kind: "grid-retired", severity: "warning", grids: [id("compound-0-0")] }],
    });
    const under = (parent: string): PlanStep => ({
      kind: "re-parent",
      grid: id("lane-0-0"),
      parent: id(parent),
    });
    const wrong = await drawSteps(db, territoryId, [under("lane-1-0")]);
    expect(await checkOf(wrong)).toMatchObject({ stopped: { refused: "parent-not-allowed" } });
  });

  test("a grid that goes is told of while somebody with an open account holds a role on it", async () => {
    const goes = id("lane-1-0");
    await db.pool.query(
      "INSERT INTO person (id, name, email) VALUES ('held', 'made up', 'held'), ('closed', 'made up', 'closed')",
    );
    await db.pool.query("UPDATE person SET disabled_at = now() WHERE id = 'closed'");
    const give = (personId: string, gridId: number) =>
      inTransaction(db, (tx) =>
        insertGrant(tx, { personId, role: "leader", territoryId, gridId, grantedBy: "test" }),
      );
    await give("closed", goes);
    await give("held", id("lane-0-0"));
    const draftId = await drawSteps(db, territoryId, [merge("lane-0-0", "lane-1-0")]);
    expect(await checkOf(draftId)).toMatchObject({ problems: [] });
    await give("held", goes);
    const check = await checkOf(draftId);
    expect(check).toMatchObject({ problems: [{ kind: "grid-held", severity: "warning", grids: [goes] }] });
    expect("code" in check || isBlocked(check)).toBe(false);
  });

  const hireBoss = async (): Promise<void> => {
    await db.pool.query(
      "INSERT INTO person (id, name, email) VALUES ('boss', 'made up', 'boss') ON CONFLICT DO NOTHING",
    );
    await db.pool.query(
      "INSERT INTO role_grant (person_id, role, territory_id, granted_by) VALUES ('boss', 'administrator', $1, 'test')",
      [territoryId],
    );
  };

  test("who drew it does not approve it in another's copy either: steps stay their authors'", async () => {
    await hireBoss();
    const own = merge("lane-0-0", "lane-1-0");
    const draftId = await drawSteps(db, territoryId, []);
    await append(draftId, 0, "person:administrator", own);
    const entries = [merge("lane-6-0", "lane-7-0")];
    const fork = { territoryId, draftId, revision: 1, entries, by: "person:planner", name: "copy" };
    const forked = await forkDraft(db, fork);
    if ("refusal" in forked) throw new Error(forked.refusal.code);
    const copy = { territoryId, draftId: forked.draftId };
    expect((await findDraft(db.pool, copy))!.changedBy.map(({ actor }) => actor)).toEqual([
      "person:administrator",
      "person:planner",
    ]);
    await moveDraftAs(db, { ...copy, command: { action: "submit" } });
    expect(await moveDraftAs(db, { ...copy, command: { action: "approve" } })).toEqual({
      refusal: { code: "DRAFT_ACTION_NOT_YOURS", action: "approve", why: "author" },
    });
  });

  test("who drew it does not approve it while another could", async () => {
    const draftId = await drawSteps(db, territoryId, [merge("lane-0-0", "lane-1-0")]);
    await moveDraftAs(db, { territoryId, draftId, command: { action: "submit" } });
    await hireBoss();
    await append(draftId, 1, "person:administrator");
    await db.pool.query(
      `INSERT INTO boundary_draft_entry (territory_id, draft_id, revision, entry, added_by)
       VALUES ($1, $2, 2, '{"kind": "undo"}', 'person:administrator')`,
      [territoryId, draftId],
    );
    expect(await moveDraftAs(db, { territoryId, draftId, command: { action: "approve" } })).toEqual({
      refusal: { code: "DRAFT_ACTION_NOT_YOURS", action: "approve", why: "author" },
    });
    await db.pool.query("UPDATE role_grant SET revoked_at = now() WHERE person_id = 'boss'");
    expect(await moveDraftAs(db, { territoryId, draftId, command: { action: "approve" } })).toMatchObject({
      state: "approved",
    });
    const { rows } = await db.pool.query(
      "SELECT facts FROM audit_entry WHERE action = 'draft.approved' AND territory_id = $1",
      [territoryId],
    );
    expect(rows).toEqual([{ facts: { revision: 1, drewIt: true } }]);
  });
});

describe("R16 when the boundaries have moved on", () => {
  test("a draft about other grids follows by itself when it is submitted", async () => {
    const draftId = await drawSteps(db, territoryId, [merge("lane-6-0", "lane-7-0")]);
    await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [merge("lane-0-0", "lane-1-0")]));
    expect(await checkOf(draftId)).toMatchObject({ conflicts: [], stopped: null });
    await moveDraftAs(db, { territoryId, draftId, command: { action: "submit" } });
    expect(await findDraft(db.pool, { territoryId, draftId })).toMatchObject({
      state: "submitted",
      baseVersion: 2,
      currentVersion: 2,
    });
  });

  test("a step about a grid that has changed is a conflict, and so is what stands on it: theirs gives both up, mine does what can be done", async () => {
    const split = (lane: string, x: number): PlanStep => ({
      kind: "split",
      owner: id(lane),
      line: [townUnits(x, 0), townUnits(x, 1)],
      firstNewOwner: FIRST_NEW_GRID,
    });
    const own = [
      split("lane-0-0", 0.5),
      { kind: "merge", keep: id("lane-0-1"), absorb: FIRST_NEW_GRID },
    ] as const;
    const steps: PlanStep[] = [...own, merge("lane-6-0", "lane-7-0")];
    const drafts = [await drawSteps(db, territoryId, steps), await drawSteps(db, territoryId, steps)];
    await publishAtOnce(db, territoryId, await drawSteps(db, territoryId, [split("lane-0-0", 0.25)]));
    const command = { action: "submit" } as const;
    for (const draftId of drafts) {
      expect(await checkOf(draftId)).toMatchObject({ conflicts: [{ revision: 1 }, { revision: 2 }] });
      expect(await moveDraftAs(db, { territoryId, draftId, command })).toMatchObject({
        refusal: { code: "DRAFT_IN_CONFLICT", currentVersion: 2 },
      });
    }
    const rebased = (draftId: number, keep: "mine" | "theirs") =>
      rebaseDraft(db, { territoryId, draftId, revision: 3, keep, by: "person:one" });
    expect(await rebased(drafts[0]!, "theirs")).toEqual({ revision: 4, dropped: [1, 2] });
    expect((await stepsOf(drafts[0]!)).map(({ revision }) => revision)).toEqual([3]);
    expect(await rebased(drafts[1]!, "mine")).toEqual({ revision: 4, dropped: [] });
    for (const draftId of drafts)
      expect(await checkOf(draftId)).toMatchObject({ conflicts: [], stopped: null });
  });

  test("a scheduled draft that came into conflict meanwhile goes back and says why; one whose day has not come stays", async () => {
    const [first, second] = [
      await drawSteps(db, territoryId, [merge("lane-0-0", "lane-1-0")]),
      await drawSteps(db, territoryId, [merge("lane-1-0", "lane-2-0")]),
    ];
    const later = await drawSteps(db, territoryId, [merge("lane-6-0", "lane-7-0")]);
    for (const draftId of [first, second, later]) await scheduleDraft(db, territoryId, draftId);
    const tomorrow = { action: "schedule", effectiveOn: "2999-01-01" } as const;
    await moveDraftAs(db, { territoryId, draftId: later, command: tomorrow });
    expect(await publishDue(db)).toEqual({ published: 1, returned: 1, failed: [] });
    const found = await draftsOf();
    expect(new Map(found.map((draft) => [draft.id, [draft.state, draft.returned]]))).toEqual(
      new Map([
        [first, ["in-force", null]],
        [second, ["draft", "conflict"]],
        [later, ["scheduled", null]],
      ]),
    );
    // 00:00 in Shanghai
    expect(found.find((draft) => draft.id === later)!.effectiveAt).toBe("2998-12-31T16:00:00.000Z");
    const { rows } = await db.pool.query(
      "SELECT actor, subject, facts FROM audit_entry WHERE action = 'draft.returned' AND territory_id = $1",
      [territoryId],
    );
    expect(rows).toEqual([{ actor: "system", subject: `draft:${second}`, facts: { why: "conflict" } }]); // T49
  });

  test("a draft that cannot even be read holds up nobody else's: it is told of, and stays scheduled", async () => {
    const [broken, whole] = [
      await drawSteps(db, territoryId, [merge("lane-0-0", "lane-1-0")]),
      await drawSteps(db, territoryId, [merge("lane-6-0", "lane-7-0")]),
    ];
    for (const draftId of [broken, whole]) await scheduleDraft(db, territoryId, draftId);
    await db.pool.query(
      `INSERT INTO boundary_draft_entry (territory_id, draft_id, revision, entry, added_by)
       VALUES ($1, $2, 2, '{"kind": "of another version"}', 'person:one')`,
      [territoryId, broken],
    );
    await db.pool.query("UPDATE boundary_draft SET revision = 2 WHERE id = $1", [broken]);
    expect(await publishDue(db)).toMatchObject({ published: 1, failed: [{ territoryId, draftId: broken }] });
    expect((await draftsOf()).map(({ id: draft, state }) => [draft, state])).toEqual([
      [whole, "in-force"],
      [broken, "scheduled"],
    ]);
    await db.pool.query("UPDATE boundary_draft SET state = 'withdrawn' WHERE id = $1", [broken]);
  });
});
