import { describe, expect, test } from "vitest";
import { forkDraft, listDrafts } from "../src/index.ts";
import { openDraftTown } from "./draft-town.ts";

const { db, owner, territoryId, keyOf, merge, draw, append, stepsOf, list } = openDraftTown({ incidents: 0 });

describe("the log of a draft", () => {
  test("a fork that would be too long is refused, and leaves no draft behind", async () => {
    const draftId = await draw();
    await db().pool.query(
      `INSERT INTO boundary_draft_entry (territory_id, draft_id, revision, entry, added_by)
       SELECT $1, $2, n, '{"kind": "merge", "keep": 1, "absorb": 2}', 'person:one' FROM generate_series(1, 20000) AS n`,
      [territoryId(), draftId],
    );
    await db().pool.query("UPDATE boundary_draft SET revision = 20000 WHERE id = $1", [draftId]);
    const entries = [merge("lane-0-0", "lane-1-0")];
    const fork = { ...keyOf(draftId), revision: 20_000, entries, by: "person:one", name: "mine" };
    expect(await forkDraft(db(), fork)).toEqual({ refusal: { code: "DRAFT_FULL", draftId, most: 20_000 } });
    expect(await list()).toHaveLength(1);
  });

  test("a draft takes no more than can be read at once, however few its entries are", async () => {
    const draftId = await draw();
    await db().pool.query(
      `INSERT INTO boundary_draft_entry (territory_id, draft_id, revision, entry, added_by)
       SELECT $1, $2, n, jsonb_build_object('kind', 'made up', 'text', repeat('x', 1000000)), 'person:one' FROM generate_series(1, 8) AS n`,
      [territoryId(), draftId],
    );
    await db().pool.query("UPDATE boundary_draft SET revision = 8 WHERE id = $1", [draftId]);
    const added = await append(draftId, 8, "person:one", merge("lane-0-0", "lane-1-0"));
    expect(added).toMatchObject({ refusal: { code: "DRAFT_FULL" } });
  });

  test("drafts are listed a page at a time, the last changed first, with how many there are", async () => {
    const made = [];
    for (let n = 0; n < 5; n += 1) made.push(await draw());
    await append(made[1]!, 0, "person:one", merge("lane-0-0", "lane-1-0")); // five were made
    const page = async (skip: number, limit: number) => {
      const { drafts, total } = await listDrafts(db(), { territoryId: territoryId(), skip, limit });
      return { ids: drafts.map((draft) => draft.id), total };
    };
    const order = [made[1], made[4], made[3], made[2], made[0]];
    expect(await page(0, 3)).toEqual({ ids: order.slice(0, 3), total: 5 });
    expect(await page(3, 3)).toEqual({ ids: order.slice(3), total: 5 });
    expect(await page(5, 3)).toEqual({ ids: [], total: 5 });
  });

  test("taking back is an entry of its own: the log keeps everything, and refuses to lose any of it", async () => {
    const draftId = await draw(merge("lane-0-0", "lane-1-0"), merge("lane-2-0", "lane-3-0"));
    expect(await append(draftId, 2, "person:one", { kind: "undo" })).toEqual({ revision: 3 });
    expect(await stepsOf(draftId)).toEqual([{ revision: 1, step: merge("lane-0-0", "lane-1-0") }]);
    await expect(owner().query("DELETE FROM boundary_draft_entry")).rejects.toThrow("only ever grows");
  });
});
