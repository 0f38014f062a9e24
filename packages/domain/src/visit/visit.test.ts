import { describe, expect, test } from "vitest";
import { newVisitSchema } from "./visit.ts";
import type { NewVisit } from "./visit.ts";

const WELL: NewVisit = {
  outcome: "well",
  note: null,
  occurredAt: "2026-11-26T02:00:00Z",
  incident: null,
  demand: null,
  wish: null,
};
const isTaken = (given: object): boolean => newVisitSchema.safeParse({ ...WELL, ...given }).success;

describe("what came of a visit", () => {
  test("may be that all is well or nobody was at home, with a note, and then nothing is brought along", () => {
    for (const outcome of ["well", "away"] as const) {
      expect(isTaken({ outcome })).toBe(true);
      expect(isTaken({ outcome, note: "楼道已扫" })).toBe(true);
      expect(isTaken({ outcome, demand: "加装扶手" })).toBe(false);
      expect(isTaken({ outcome, wish: "一台收音机" })).toBe(false);
    }
  });

  test("is otherwise at least one of a note, an incident, a demand and a micro-wish", () => {
    const incident = { category: "noise", condition: "default", summary: "虚构", photoIds: [] };
    expect(isTaken({ outcome: "matter" })).toBe(false);
    for (const one of [{ note: "虚构" }, { incident }, { demand: "虚构" }, { wish: "虚构" }])
      expect(isTaken({ outcome: "matter", ...one })).toBe(true);
    expect(isTaken({ outcome: "matter", note: "虚构", incident, demand: "虚构", wish: "虚构" })).toBe(true);
  });

  test("holds no text that is blank, that is too long or that the database cannot keep, and nothing that nobody asked for", () => {
    for (const note of [" ", "\0", "字".repeat(2001)])
      expect(isTaken({ outcome: "matter", note })).toBe(false);
    expect(isTaken({ position: [120, 30] })).toBe(false);
    expect(isTaken({ occurredAt: "0000-01-01T00:00:00Z" })).toBe(false);
  });
});
