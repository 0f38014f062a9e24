import type { PlanStep } from "@getu/domain/redraw";
import { drawSteps, publishAtOnce } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import { closeDb, insertGrant, inTransaction, isBlocked, openDb, rebaseDraft } from "../src/index.ts";
import { openDraftTown } from "./draft-town.ts";

const { db, databaseUrl, territoryId, id, keyOf, merge, draw, append, move, check } = openDraftTown({
  incidents: 0,
});

describe("submitting", () => {
  test("freezes a draft; withdrawing makes it a draft again", async () => {
    const draftId = await draw(merge("lane-0-0", "lane-1-0"));
    expect(await move(draftId, { action: "submit" })).toEqual({
      state: "submitted",
      revision: 1,
    });
    expect(await append(draftId, 1, "person:one", merge("lane-2-0", "lane-3-0"))).toEqual({
      refusal: { code: "DRAFT_FROZEN", draftId, state: "submitted" },
    });
    await move(draftId, { action: "withdraw" });
    expect(await append(draftId, 1, "person:one", merge("lane-2-0", "lane-3-0"))).toEqual({ revision: 2 });
  });

  test("needs no second connection on its way into force: many at once would wait for each other", async () => {
    const narrow = await openDb(databaseUrl(), { connections: 1 });
    const draftId = await drawSteps(narrow, territoryId(), [merge("lane-0-0", "lane-1-0")]);
    await publishAtOnce(
      narrow,
      territoryId(),
      await drawSteps(narrow, territoryId(), [merge("lane-6-0", "lane-7-0")]),
    );
    const rebase = { ...keyOf(draftId), revision: 1, keep: "theirs", by: "person:one" } as const;
    expect(await rebaseDraft(narrow, rebase)).toMatchObject({ revision: 2 });
    await closeDb(narrow);
  });

  test("a draft without a step or with a code given twice is blocked, with the reason", async () => {
    const submit = async (...steps: PlanStep[]) => {
      const draftId = await draw(...steps);
      return move(draftId, { action: "submit" });
    };
    expect(await submit()).toMatchObject({ refusal: { code: "DRAFT_BLOCKED", isEmpty: true } });
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

  test("a parent that loses its last grid is announced", async () => {
    const steps = [
      merge("lane-2-0", "lane-0-0"),
      merge("lane-2-0", "lane-1-0"),
      merge("lane-2-0", "lane-0-1"),
    ];
    const fresh = await draw(merge("lane-1-0", "lane-0-0"), ...steps.slice(1));
    expect(await check(fresh)).toMatchObject({ stopped: null });
    const emptied = await draw(
      merge("lane-2-0", "lane-1-0"),
      merge("lane-2-1", "lane-1-1"),
      merge("lane-2-0", "lane-0-0"),
      merge("lane-2-1", "lane-0-1"),
    );
    expect(await check(emptied)).toMatchObject({
      stopped: null,
      problems: [{ kind: "grid-retired", severity: "warning", grids: [id("compound-0-0")] }],
    });
  });

  test("a grid that goes is told of while somebody with an open account holds a role on it", async () => {
    const goes = id("lane-1-0");
    await db().pool.query(
      "INSERT INTO person (id, name, email) VALUES ('held', 'made up', 'held'), ('closed', 'made up', 'closed')",
    );
    await db().pool.query("UPDATE person SET disabled_at = now() WHERE id = 'closed'");
    const give = (personId: string, gridId: number) =>
      inTransaction(db(), (tx) =>
        insertGrant(tx, { personId, role: "leader", territoryId: territoryId(), gridId, grantedBy: "test" }),
      );
    await give("closed", goes);
    await give("held", id("lane-0-0"));
    const draftId = await draw(merge("lane-0-0", "lane-1-0"));
    expect(await check(draftId)).toMatchObject({ problems: [] });
    await give("held", goes);
    const found = await check(draftId);
    expect(found).toMatchObject({ problems: [{ kind: "grid-held", severity: "warning", grids: [goes] }] });
    expect("code" in found || isBlocked(found)).toBe(false);
  });
});
