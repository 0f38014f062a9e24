import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { PlanStep } from "@getu/domain/redraw";
import { scheduleDraft, townUnits } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import { publishDue, rebaseDraft } from "../src/index.ts";
import { openDraftTown } from "./draft-town.ts";

const { db, territoryId, id, keyOf, find, merge, draw, writeEntries, move, publish, stepsOf, list, check } =
  openDraftTown({ incidents: 0 });

describe("R16 when the boundaries have moved on", () => {
  test("a draft about other grids follows by itself when it is submitted", async () => {
    const draftId = await draw(merge("lane-6-0", "lane-7-0"));
    await publish(merge("lane-0-0", "lane-1-0"));
    expect(await check(draftId)).toMatchObject({ conflicts: [], stopped: null });
    await move(draftId, { action: "submit" });
    expect(await find(draftId)).toMatchObject({
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
    const drafts = [await draw(...steps), await draw(...steps)];
    await publish(split("lane-0-0", 0.25));
    const command = { action: "submit" } as const;
    for (const draftId of drafts) {
      expect(await check(draftId)).toMatchObject({ conflicts: [{ revision: 1 }, { revision: 2 }] });
      expect(await move(draftId, command)).toMatchObject({
        refusal: { code: "DRAFT_IN_CONFLICT", currentVersion: 2 },
      });
    }
    const rebased = (draftId: number, keep: "mine" | "theirs") =>
      rebaseDraft(db(), { ...keyOf(draftId), revision: 3, keep, by: "person:one" });
    expect(await rebased(drafts[0]!, "theirs")).toEqual({ revision: 4, dropped: [1, 2] });
    expect((await stepsOf(drafts[0]!)).map(({ revision }) => revision)).toEqual([3]);
    expect(await rebased(drafts[1]!, "mine")).toEqual({ revision: 4, dropped: [] });
    for (const draftId of drafts)
      expect(await check(draftId)).toMatchObject({ conflicts: [], stopped: null });
  });

  test("a scheduled draft that came into conflict meanwhile goes back and says why; one whose day has not come stays", async () => {
    const [first, second] = [
      await draw(merge("lane-0-0", "lane-1-0")),
      await draw(merge("lane-1-0", "lane-2-0")),
    ];
    const later = await draw(merge("lane-6-0", "lane-7-0"));
    for (const draftId of [first, second, later]) await scheduleDraft(db(), territoryId(), draftId);
    const tomorrow = { action: "schedule", effectiveOn: "2999-01-01" } as const;
    await move(later, tomorrow);
    expect(await publishDue(db())).toEqual({ published: 1, returned: 1, failed: [] });
    const found = await list();
    expect(new Map(found.map((draft) => [draft.id, [draft.state, draft.returned]]))).toEqual(
      new Map([
        [first, ["in-force", null]],
        [second, ["draft", "conflict"]],
        [later, ["scheduled", null]],
      ]),
    );
    // 00:00 in Shanghai
    expect(found.find((draft) => draft.id === later)!.effectiveAt).toBe("2998-12-31T16:00:00.000Z");
    const { rows } = await db().pool.query(
      "SELECT actor, subject, facts FROM audit_entry WHERE action = 'draft.returned' AND territory_id = $1",
      [territoryId()],
    );
    expect(rows).toEqual([{ actor: "system", subject: `draft:${second}`, facts: { why: "conflict" } }]); // T49
  });

  test("a draft that cannot even be read holds up nobody else's: it is told of, and stays scheduled", async () => {
    const [broken, whole] = [
      await draw(merge("lane-0-0", "lane-1-0")),
      await draw(merge("lane-6-0", "lane-7-0")),
    ];
    for (const draftId of [broken, whole]) await scheduleDraft(db(), territoryId(), draftId);
    await writeEntries(broken, 2, { kind: "of another version" });
    expect(await publishDue(db())).toMatchObject({
      published: 1,
      failed: [{ territoryId: territoryId(), draftId: broken }],
    });
    expect((await list()).map(({ id: draft, state }) => [draft, state])).toEqual([
      [whole, "in-force"],
      [broken, "scheduled"],
    ]);
    await db().pool.query("UPDATE boundary_draft SET state = 'withdrawn' WHERE id = $1", [broken]);
  });
});
