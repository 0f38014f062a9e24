import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { byVisitDue, isVisitDue, isWithinRhythm, visitStanding } from "./visit-due.ts";
import type { Visited } from "./visit-due.ts";

const visited = (everyDays: number | null, lastVisitedOn: string | null): Visited => ({
  everyDays,
  lastVisitedOn,
});

/** The next day of the calendar, written out: months, and leap years by their rule. */
function dayAfter(day: string): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const next = date < lengths[month - 1]! ? [year, month, date + 1] : [year, month + 1, 1]; // months from 1 to 12
  const [y, m, d] = next[1] === 13 ? [year + 1, 1, 1] : next;
  return [y, m, d].map((part) => String(part).padStart(2, "0")).join("-");
}

function walk(day: string, days: number): string {
  let at = day;
  for (let i = 0; i < days; i += 1) at = dayAfter(at);
  return at;
}

const days = fc
  .integer({ min: Date.UTC(2019, 0, 1) / 86_400_000, max: Date.UTC(2030, 0, 1) / 86_400_000 })
  .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

describe("a visit", () => {
  test("is due when its rhythm has passed since the last, counted in days of the calendar", () => {
    fc.assert(
      fc.property(
        days,
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 0, max: 800 }),
        (last, every, passed) => {
          const standing = visitStanding(visited(every, last), walk(last, passed));
          expect(standing).toEqual(
            passed >= every
              ? { kind: "due", dueOn: walk(last, every), daysLate: passed - every }
              : { kind: "later", dueOn: walk(last, every), daysLeft: every - passed },
          );
        },
      ),
      { seed: 41, numRuns: 200 },
    );
  });

  test("that was never made is due at once, and without a rhythm none is", () => {
    expect(visitStanding(visited(30, null), "2026-11-26")).toEqual({ kind: "never" });
    expect(visitStanding(visited(null, null), "2026-11-26")).toEqual({ kind: "unset" });
    expect(visitStanding(visited(null, "2020-01-01"), "2026-11-26")).toEqual({ kind: "unset" });
  });

  test("keeps its rhythm up to and on the day it is due", () => {
    const on = (today: string) => visitStanding(visited(10, "2026-02-20"), today);
    expect(["2026-03-01", "2026-03-02", "2026-03-03"].map((day) => isVisitDue(on(day)))).toEqual([
      false,
      true,
      true,
    ]);
    expect(["2026-03-01", "2026-03-02", "2026-03-03"].map((day) => isWithinRhythm(on(day)))).toEqual([
      true,
      true,
      false,
    ]);
    expect(
      [visited(10, null), visited(null, null)].map((each) =>
        isWithinRhythm(visitStanding(each, "2026-03-01")),
      ),
    ).toEqual([false, false]);
  });
});

test("what is due comes by how long it has been, what nobody ever visited before it and what has no rhythm behind it", () => {
  const never = visited(30, null);
  const late = visited(7, "2026-01-01");
  const soon = visited(90, "2026-01-01");
  const unset = visited(null, "2020-01-01");
  expect([unset, soon, never, late].toSorted(byVisitDue)).toEqual([never, late, soon, unset]);
  expect(byVisitDue(never, never)).toBe(0);
});
