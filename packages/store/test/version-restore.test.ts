import type { PlanStep } from "@getu/domain/redraw";
import { publishAtOnce, readGridStates, readPlacedIncidents } from "@getu/store/testing";
import { describe, expect, test } from "vitest";
import { assessImpact, listVersions, reassignDue, restoreVersion } from "../src/index.ts";
import { openDraftTown } from "./draft-town.ts";
import { randomSteps } from "./random-steps.ts";

const { db, territoryId, id, find, draw, publish, planAt } = openDraftTown({ incidents: 600 });

describe("R16 rolling back", () => {
  const by = { actor: "person:administrator", address: null };

  test("publishes the old state as a new version: every row of a grid and every incident is as it was", async () => {
    const [states, incidents] = [
      await readGridStates(db(), territoryId()),
      await readPlacedIncidents(db(), territoryId()),
    ];
    const steps = randomSteps(await planAt(1), { seed: 21, steps: 15 });
    const draftId = await draw(...steps, {
      kind: "describe",
      grid: id("compound-0-0"),
      code: "NEW",
      name: "renamed",
      leaderName: "made up",
      households: 7,
    });
    await publishAtOnce(db(), territoryId(), draftId);
    expect(await readGridStates(db(), territoryId())).not.toEqual(states);
    expect(
      await restoreVersion(db(), { territoryId: territoryId(), version: 1, seen: 2, reason: "made up", by }),
    ).toEqual({
      version: 3,
    });
    await reassignDue(db());
    expect(await readGridStates(db(), territoryId())).toEqual(states);
    expect(await readPlacedIncidents(db(), territoryId())).toEqual(incidents);
    expect(await listVersions(db(), { territoryId: territoryId() })).toMatchObject([
      { number: 3, restores: 1 },
      { number: 2, draftId },
      { number: 1 },
    ]);
    const draft = await find(draftId);
    expect(draft.state).toBe("superseded");
    // By its lines nothing stands any more: taken over to those in force it would be compared with itself.
    expect(await assessImpact(db(), { territoryId: territoryId(), ...draft })).toEqual({
      code: "DRAFT_SUPERSEDED",
      draftId,
    });
  });

  test("to what is in force, or to what never was, is refused", async () => {
    const restore = (version: number) =>
      restoreVersion(db(), { territoryId: territoryId(), version, seen: 1, reason: "made up", by });
    expect(await restore(1)).toEqual({ refusal: { code: "VERSION_IN_FORCE", version: 1 } });
    expect(await restore(2)).toEqual({ refusal: { code: "VERSION_NOT_FOUND", version: 2 } });
  });

  test("over a version that came into force meanwhile is refused: nobody takes back what they have not seen", async () => {
    const merge: PlanStep = { kind: "merge", keep: id("lane-0-0"), absorb: id("lane-1-0") };
    for (const step of [merge, { ...merge, absorb: id("lane-0-1") }]) await publish(step);
    const states = await readGridStates(db(), territoryId());
    const stale = { territoryId: territoryId(), version: 1, seen: 2, reason: "made up", by };
    expect(await restoreVersion(db(), stale)).toEqual({ refusal: { code: "VERSION_MOVED_ON", version: 3 } });
    expect(await readGridStates(db(), territoryId())).toEqual(states);
    expect(await restoreVersion(db(), { ...stale, seen: 3 })).toEqual({ version: 4 });
  });
});
