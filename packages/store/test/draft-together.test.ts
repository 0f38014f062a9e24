import { describe, expect, test } from "vitest";
import { forkDraft } from "../src/index.ts";
import { openDraftTown } from "./draft-town.ts";

const { db, owner, territoryId, keyOf, merge, draw, append, stepsOf, list } = openDraftTown({ incidents: 0 });

describe("two planners on one draft", () => {
  test("who was slower is told what was added and by whom, and nothing of theirs is written", async () => {
    const draftId = await draw();
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
    const draftId = await draw();
    const answers = await Promise.all(
      [0, 1, 2, 3, 4, 5].map((n) => append(draftId, 0, `person:${n}`, merge(`lane-${n}-0`, `lane-${n}-1`))),
    );
    expect(answers.filter((answer) => "revision" in answer)).toHaveLength(1);
    expect(await stepsOf(draftId)).toHaveLength(1);
  });

  test("a delivery that comes twice is taken once", async () => {
    const draftId = await draw();
    const step = merge("lane-0-0", "lane-1-0");
    expect(await append(draftId, 0, "person:one", step)).toEqual({ revision: 1 });
    expect(await append(draftId, 0, "person:one", step)).toEqual({ revision: 1 });
    expect(await stepsOf(draftId)).toHaveLength(1);
  });

  test("a delivery of the same name with other steps is refused and not kept; one from before anybody kept what it said is taken for the first", async () => {
    const draftId = await draw();
    const step = merge("lane-0-0", "lane-1-0");
    await append(draftId, 0, "person:one", step);
    const refused = { refusal: { code: "DRAFT_KEY_USED_BEFORE", draftId, revision: 1 } };
    expect(await append(draftId, 0, "person:one", merge("lane-2-0", "lane-3-0"))).toEqual(refused);
    expect(await append(draftId, 0, "person:one", step, step)).toEqual(refused);
    expect(await stepsOf(draftId)).toEqual([{ revision: 1, step }]);
    await owner().query("ALTER TABLE boundary_draft_entry DISABLE TRIGGER USER");
    await owner().query("UPDATE boundary_draft_entry SET content_hash = NULL WHERE territory_id = $1", [
      territoryId(),
    ]);
    await owner().query("ALTER TABLE boundary_draft_entry ENABLE TRIGGER USER");
    expect(await append(draftId, 0, "person:one", merge("lane-2-0", "lane-3-0"))).toEqual({ revision: 1 });
  });

  test("they go separate ways from where they agreed", async () => {
    const shared = merge("lane-0-0", "lane-1-0");
    const [mine, theirs] = [merge("lane-2-0", "lane-3-0"), merge("lane-4-0", "lane-5-0")];
    const draftId = await draw(shared);
    await append(draftId, 1, "person:two", theirs);
    const fork = { ...keyOf(draftId), revision: 1, entries: [mine], by: "person:one", name: "mine" };
    const forked = await forkDraft(db(), fork);
    if ("refusal" in forked) throw new Error(forked.refusal.code);
    expect((await stepsOf(forked.draftId)).map(({ step }) => step)).toEqual([shared, mine]);
    expect((await stepsOf(draftId)).map(({ step }) => step)).toEqual([shared, theirs]);
    expect((await list()).map(({ forkedFrom }) => forkedFrom)).toEqual([draftId, null]);
  });
});
