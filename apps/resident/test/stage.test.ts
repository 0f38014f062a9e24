import type { CaseView } from "@getu/domain";
import { INCIDENT_STATUSES } from "@getu/domain";
import { expect, test } from "vitest";
import { stageOf, wordsOf } from "../src/stage.ts";

const came = (...statuses: CaseView["status"][]): CaseView["steps"] =>
  statuses.map((status, i) => ({ status, at: `2026-03-0${i + 1}T02:00:00.000Z` }));

const wordsAfter = (...statuses: CaseView["status"][]) =>
  wordsOf({ status: statuses.at(-1)!, steps: came(...statuses) }); // there is one

test("every status has a stage", () => {
  expect(INCIDENT_STATUSES.filter((status) => stageOf(status) < 0)).toEqual([]);
});

test("nobody is said to have a case before it has been assigned", () => {
  expect(wordsAfter("reported", "filed")).toBe("resident.stage.passedOn.filed");
  expect(wordsAfter("reported", "filed", "assigned")).toBe("resident.stage.passedOn.words");
});

test("a reopened case is said to lie with the level above until somebody has taken it", () => {
  const settled = ["reported", "filed", "assigned", "accepted", "fed-back", "verified", "closed"] as const;
  expect(wordsAfter(...settled)).toBe("resident.stage.settled.words");
  expect(wordsAfter(...settled, "assigned")).toBe("resident.stage.passedOn.again");
  expect(wordsAfter(...settled, "assigned", "accepted")).toBe("resident.stage.worked.words");
});
