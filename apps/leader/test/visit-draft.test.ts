import { newVisitSchema } from "@getu/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  EMPTY_VISIT,
  findMissingOfVisit,
  toShortVisit,
  toVisitWork,
  YIELDS,
} from "../src/visit/visit-draft.ts";
import type { VisitDraft } from "../src/visit/visit-draft.ts";

const facts = {
  territoryId: 1,
  cluster: { id: 7, name: "5 幢" },
  categoryName: "噪声",
  nowMs: 1_764_000_000_000,
};
const workOf = (given: Partial<VisitDraft>) => toVisitWork({ ...EMPTY_VISIT, ...given }, facts);

describe("a visit that is written down", () => {
  test("needs a note or something to enter, and of what is entered its words", () => {
    const missing = (given: Partial<VisitDraft>) => findMissingOfVisit({ ...EMPTY_VISIT, ...given });
    expect(missing({})).toBe("nothing");
    expect(missing({ note: "  " })).toBe("nothing");
    expect(missing({ note: "楼道堆物" })).toBeNull();
    expect(missing({ yields: ["incident"] })).toBe("category");
    expect(missing({ yields: ["demand"], note: "楼道堆物" })).toBe("demand");
    expect(missing({ yields: ["demand", "wish"], demand: "加装扶手", wish: " " })).toBe("wish");
    expect(workOf({})).toBeNull();
  });

  test("brings what is opened and nothing that was written and closed again", () => {
    const full = {
      category: "noise",
      condition: "default",
      text: "",
      demand: "加装扶手",
      wish: "一台收音机",
    };
    expect(workOf({ ...full, yields: ["wish"] })).toMatchObject({
      outcome: "matter",
      incident: null,
      demand: null,
      wish: "一台收音机",
    });
    expect(workOf({ ...full, yields: ["incident"] })).toMatchObject({
      incident: { category: "noise", condition: "default", summary: "噪声" },
      demand: null,
      wish: null,
    });
  });

  test("is one that the server takes, whatever was written", () => {
    const words = fc.constantFrom("", " ", "\u200b", "\u0000", "楼道堆物", " 加装\u200b扶手 ", "好\ud83d");
    const draft = fc.record({
      yields: fc.subarray([...YIELDS]),
      photos: fc.constant([]),
      category: fc.constantFrom(null, "noise"),
      note: words,
      text: words,
      demand: words,
      wish: words,
    });
    fc.assert(
      fc.property(draft, (given) => {
        const condition = given.category === null ? null : "default";
        const work = toVisitWork({ ...given, condition }, facts);
        expect(work === null).toBe(findMissingOfVisit({ ...given, condition }) !== null);
        if (!work) return;
        const { outcome, note, demand, wish, incident } = work;
        const visit = { outcome, note, demand, wish, occurredAt: null };
        const sent = newVisitSchema.safeParse({
          ...visit,
          incident: incident && { ...incident, photoIds: [] },
        });
        expect(sent.error).toBeUndefined();
      }),
      { seed: 43, numRuns: 300 },
    );
    for (const outcome of ["well", "away"] as const) {
      const { note, demand, wish, incident } = toShortVisit(outcome, facts);
      expect(
        newVisitSchema.safeParse({ outcome, note, demand, wish, incident, occurredAt: null }).success,
      ).toBe(true);
    }
  });
});
