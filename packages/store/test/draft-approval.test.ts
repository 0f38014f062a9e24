import { describe, expect, test } from "vitest";
import { forkDraft } from "../src/index.ts";
import { openDraftTown } from "./draft-town.ts";

const { db, territoryId, keyOf, find, merge, draw, append, move } = openDraftTown({ incidents: 0 });

describe("approving", () => {
  const hireBoss = async (): Promise<void> => {
    await db().pool.query(
      "INSERT INTO person (id, name, email) VALUES ('boss', 'made up', 'boss') ON CONFLICT DO NOTHING",
    );
    await db().pool.query(
      "INSERT INTO role_grant (person_id, role, territory_id, granted_by) VALUES ('boss', 'administrator', $1, 'test')",
      [territoryId()],
    );
  };

  test("who drew it does not approve it in another's copy either: steps stay their authors'", async () => {
    await hireBoss();
    const own = merge("lane-0-0", "lane-1-0");
    const draftId = await draw();
    await append(draftId, 0, "person:administrator", own);
    const entries = [merge("lane-6-0", "lane-7-0")];
    const fork = { ...keyOf(draftId), revision: 1, entries, by: "person:planner", name: "copy" };
    const forked = await forkDraft(db(), fork);
    if ("refusal" in forked) throw new Error(forked.refusal.code);
    const copy = forked.draftId;
    expect((await find(copy)).changedBy.map(({ actor }) => actor)).toEqual([
      "person:administrator",
      "person:planner",
    ]);
    await move(copy, { action: "submit" });
    expect(await move(copy, { action: "approve" })).toEqual({
      refusal: { code: "DRAFT_ACTION_NOT_YOURS", action: "approve", why: "author" },
    });
  });

  test("who drew it does not approve it while another could", async () => {
    const draftId = await draw(merge("lane-0-0", "lane-1-0"));
    await move(draftId, { action: "submit" });
    await hireBoss();
    await append(draftId, 1, "person:administrator");
    await db().pool.query(
      `INSERT INTO boundary_draft_entry (territory_id, draft_id, revision, entry, added_by)
       VALUES ($1, $2, 2, '{"kind": "undo"}', 'person:administrator')`,
      [territoryId(), draftId],
    );
    expect(await move(draftId, { action: "approve" })).toEqual({
      refusal: { code: "DRAFT_ACTION_NOT_YOURS", action: "approve", why: "author" },
    });
    await db().pool.query("UPDATE role_grant SET revoked_at = now() WHERE person_id = 'boss'");
    expect(await move(draftId, { action: "approve" })).toMatchObject({
      state: "approved",
    });
    const { rows } = await db().pool.query(
      "SELECT facts FROM audit_entry WHERE action = 'draft.approved' AND territory_id = $1",
      [territoryId()],
    );
    expect(rows).toEqual([{ facts: { revision: 1, drewIt: true } }]);
  });
});
