import { describe, expect, test } from "vitest";
import { EMPTY_REPORT, keepingPlace, toReportWork } from "../src/report/report-draft.ts";
import type { ReportDraft } from "../src/report/report-draft.ts";

const HERE = { position: [120.2, 30.2] as [number, number], accuracyMetres: 9 };
const THERE = { position: [120.1, 30.1] as [number, number], accuracyMetres: 12 };
const opened = (given: Partial<ReportDraft>): ReportDraft => ({ ...EMPTY_REPORT, ...given });

describe("a place that the phone finds when a report is opened", () => {
  test("is the place of a report that nothing was written into, wherever it was opened before", () => {
    expect(keepingPlace(HERE)(EMPTY_REPORT)).toEqual(HERE);
    expect(keepingPlace(HERE)(opened(THERE))).toEqual(HERE);
  });

  test("moves no report that was begun elsewhere, nor the spot that somebody has pointed at", () => {
    const photo = { kind: "near", picture: "picture/1", sent: null } as const;
    for (const begun of [{ photos: [photo] }, { category: "noise" }, { text: "井盖响" }])
      expect(keepingPlace(HERE)(opened({ ...THERE, ...begun }))).toEqual({});
    expect(keepingPlace(HERE)(opened({ ...THERE, accuracyMetres: null }))).toEqual({});
  });

  test("is taken where a report was begun before the phone knew where it was", () => {
    expect(keepingPlace(HERE)(opened({ text: "井盖响" }))).toEqual(HERE);
  });
});

describe("the words of a report", () => {
  const facts = { territoryId: 1, gridId: null, categoryName: "噪声", nowMs: 1_764_000_000_000 };
  const summaryOf = (text: string) =>
    toReportWork({ ...opened(HERE), category: "noise", condition: "default", text }, facts)?.summary;

  test("are those that somebody can see: of what nobody sees, blanks and half characters nothing makes it unsendable", () => {
    for (const unseen of ["", " ", "\u200b", "\u2060\ufeff ", "\u0000"])
      expect(summaryOf(unseen)).toBe("噪声");
    expect(summaryOf(" 井盖\u200b响\u0000 ")).toBe("井盖响");
    expect(summaryOf("井盖响\ud83d")!.isWellFormed()).toBe(true);
  });
});
