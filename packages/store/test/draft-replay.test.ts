import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { DraftEntry, PlanStep } from "@getu/domain/redraw";
import { townUnits } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import { forkDraft } from "../src/index.ts";
import { openDraftTown } from "./draft-town.ts";

const { db, id, keyOf, merge, draw, append, writeEntries, move, find, stepsOf, list, check } = openDraftTown({
  incidents: 0,
});

const UNDO: DraftEntry = { kind: "undo" };
const split = (lane: string): PlanStep => ({
  kind: "split",
  owner: id(lane),
  line: [townUnits(0.5, 0), townUnits(0.5, 1)],
  firstNewOwner: FIRST_NEW_GRID,
});
/** A neighbour of what the cut of lane 0-0 gave. */
const mergeNew = (): PlanStep => ({ kind: "merge", keep: id("lane-1-0"), absorb: FIRST_NEW_GRID });

describe("a step that cannot be done where it stands", () => {
  test("is refused by its place among those that were sent, with the reason, and nothing of what came with it is kept", async () => {
    const draftId = await draw(merge("lane-0-0", "lane-1-0"));
    const good = merge("lane-2-0", "lane-3-0");
    const record = { code: "A", name: "a", leaderName: null, households: null };
    const bad = [
      [merge("lane-4-0", "lane-7-3"), "not-neighbours", [id("lane-4-0"), id("lane-7-3")]],
      [{ kind: "describe", grid: 2_000_000_000, ...record }, "grid-unknown", [2_000_000_000]],
      [{ kind: "re-parent", grid: id("lane-4-0"), parent: id("lane-5-0") }, "parent-not-allowed"],
      [{ kind: "move-node", from: townUnits(4.3, 1), to: townUnits(4.4, 1.1) }, "node-unknown"],
      [{ kind: "move-node", from: townUnits(5, 1), to: townUnits(5, 3.5) }, "would-cross"],
    ] as const satisfies readonly (readonly [PlanStep, string, number[]?])[];
    for (const [step, refused, grids] of bad) {
      const answer = await append(draftId, 1, `person:${refused}`, good, step, merge("lane-6-0", "lane-7-0"));
      expect(answer).toMatchObject({
        refusal: {
          code: "DRAFT_STEP_REFUSED",
          draftId,
          place: 2,
          revision: 3,
          kind: step.kind,
          refused,
          ...(grids && { grids }),
        },
      });
    }
    expect(await stepsOf(draftId)).toHaveLength(1);
    expect(await find(draftId)).toMatchObject({ revision: 1 });
    expect(await append(draftId, 1, "person:one", good)).toEqual({ revision: 2 });
  });

  test("is so by what the steps before it have made and taken back, in whatever deliveries they came", async () => {
    const draftId = await draw();
    const refusedAt = (place: number) => ({ refusal: { code: "DRAFT_STEP_REFUSED", place } });
    expect(await append(draftId, 0, "person:one", mergeNew())).toMatchObject(refusedAt(1));
    expect(await append(draftId, 0, "person:two", split("lane-0-0"), mergeNew())).toEqual({ revision: 2 });
    expect(await append(draftId, 2, "person:one", mergeNew())).toMatchObject(refusedAt(1));
    expect(await append(draftId, 2, "person:two", UNDO, UNDO, mergeNew())).toMatchObject(refusedAt(3));
    expect(await append(draftId, 2, "person:three", UNDO, mergeNew())).toEqual({ revision: 4 });
    expect(await append(draftId, 4, "person:one", UNDO, UNDO)).toEqual({ revision: 6 });
    expect(await append(draftId, 6, "person:one", mergeNew())).toMatchObject(refusedAt(1));
    expect(await append(draftId, 6, "person:two", merge("lane-0-0", "lane-1-0"))).toEqual({ revision: 7 });
    expect(await check(draftId)).toMatchObject({ stopped: null });
  });

  test("is not asked about when it is taken back by what comes with it: nothing of it stays", async () => {
    const draftId = await draw();
    const entries = [merge("lane-0-0", "lane-7-3"), UNDO, merge("lane-0-0", "lane-1-0")];
    expect(await append(draftId, 0, "person:one", ...entries)).toEqual({ revision: 3 });
    expect(await check(draftId)).toMatchObject({ stopped: null });
  });

  test("goes no separate way either, and leaves no draft behind", async () => {
    const draftId = await draw(split("lane-0-0"));
    const mine = { ...keyOf(draftId), by: "person:one", name: "mine" };
    const entries = [mergeNew()];
    expect(await forkDraft(db(), { ...mine, revision: 0, entries })).toMatchObject({
      refusal: { code: "DRAFT_STEP_REFUSED", place: 1 },
    });
    expect(await list()).toHaveLength(1);
    expect(await forkDraft(db(), { ...mine, revision: 1, entries })).toMatchObject({ revision: 2 });
  });
});

test("a draft with a step in it that cannot be done, as older programs have written, takes nothing on top of it until that is taken back", async () => {
  const draftId = await draw(merge("lane-0-0", "lane-1-0"));
  await writeEntries(draftId, 2, merge("lane-2-0", "lane-7-3"), merge("lane-2-0", "lane-3-0"));
  const more = merge("lane-4-0", "lane-5-0");
  expect(await append(draftId, 3, "person:one", more)).toMatchObject({
    refusal: { code: "DRAFT_STEP_REFUSED", place: null, revision: 2, refused: "not-neighbours" },
  });
  expect(await move(draftId, { action: "submit" })).toMatchObject({
    refusal: { code: "DRAFT_BLOCKED", stopped: { revision: 2, refused: "not-neighbours" } },
  });
  expect(await append(draftId, 3, "person:two", UNDO, UNDO, more)).toEqual({ revision: 6 });
  expect(await move(draftId, { action: "submit" })).toMatchObject({ state: "submitted" });
});
