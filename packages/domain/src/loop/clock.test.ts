import { readFileSync } from "node:fs";
import { isWorkday } from "chinese-days";
import fc from "fast-check";
import { expect, test } from "vitest";
import { dueAt } from "./clock.ts";
import type { ClockInput, Pause } from "./clock.ts";
import { explainDeadline } from "./explain-deadline.ts";
import { dayOf, isWorkingDay, nextDay, workingCalendarSchema } from "./working-calendar.ts";

const calendar = workingCalendarSchema.parse(
  JSON.parse(readFileSync(new URL("../../../../data/working-calendar.json", import.meta.url), "utf8")),
);
const shanghai = { calendar, timeZone: "Asia/Shanghai" };
const at = (text: string): Date => new Date(`${text}:00+08:00`);
const MINUTE_MS = 60_000;

test("the shipped calendar has the same working days as an independent library, every day of 2025 and 2026", () => {
  const differing: string[] = [];
  for (let day = "2025-01-01"; day <= "2026-12-31"; day = nextDay(day)) {
    if (isWorkingDay(calendar, day) !== isWorkday(day)) differing.push(day);
  }
  expect(differing).toEqual([]);
});

test.each([
  ["2 urgent hours run through the night", "2026-03-02T23:00", 2, "urgent-hour", "2026-03-03T01:00"],
  ["1 calendar day is 24 hours", "2026-02-14T10:00", 1, "calendar-day", "2026-02-15T10:00"],
  ["4 working hours skip lunch", "2026-03-02T11:00", 4, "working-hour", "2026-03-02T17:00"],
  [
    "4 working hours on a Friday afternoon end on Monday",
    "2026-03-06T16:00",
    4,
    "working-hour",
    "2026-03-09T10:00",
  ],
  [
    "a working day reported before a make-up Saturday ends on that Saturday",
    "2026-02-27T18:00",
    1,
    "working-day",
    "2026-02-28T18:00",
  ],
  ["3 working days skip Spring Festival", "2026-02-13T17:00", 3, "working-day", "2026-02-25T17:00"],
] as const)("%s", (_rule, startedAt, amount, unit, expected) => {
  expect(dueAt({ startedAt: at(startedAt), rule: { amount, unit } }, shanghai)).toEqual(at(expected));
});

test("the explanation names the holidays that were skipped and nothing for a rule that counts every hour", () => {
  const skipped = explainDeadline(
    { startedAt: at("2026-02-13T17:00"), rule: { amount: 3, unit: "working-day" } },
    shanghai,
  );
  expect(skipped.daysOff.map(({ day, holiday }) => `${day} ${holiday?.zh}`)).toEqual(
    ["15", "16", "17", "18", "19", "20", "21", "22", "23"].map((day) => `2026-02-${day} 春节`),
  );
  const everyHour = explainDeadline(
    { startedAt: at("2026-02-13T17:00"), rule: { amount: 9, unit: "calendar-day" } },
    shanghai,
  );
  expect(everyHour.daysOff).toEqual([]);
});

test("a year without known holidays is said, not guessed", () => {
  const explained = explainDeadline(
    { startedAt: at("2027-01-04T09:00"), rule: { amount: 1, unit: "working-day" } },
    shanghai,
  );
  expect(explained.unknownYears).toEqual(["2027"]);
});

test("while a clock stands still nothing is due, and afterwards it goes on where it stood", () => {
  const rule = { amount: 4, unit: "working-hour" } as const;
  const pause = (to: Date | null): Pause => ({
    from: at("2026-03-02T09:00"),
    to,
    kind: "pause",
    approvedBy: "dispatcher",
  });
  const startedAt = at("2026-03-02T08:00");
  expect(dueAt({ startedAt, rule, pauses: [pause(null)] }, shanghai)).toBeNull();
  expect(dueAt({ startedAt, rule, pauses: [pause(at("2026-03-03T09:00"))] }, shanghai)).toEqual(
    at("2026-03-03T12:00"),
  );
});

test("an extension gives the whole allowance once more", () => {
  const input = { startedAt: at("2026-03-02T08:00"), rule: { amount: 2, unit: "calendar-day" } } as const;
  expect(dueAt({ ...input, extensions: [{ approvedBy: "secretary" }] }, shanghai)).toEqual(
    at("2026-03-06T08:00"),
  );
});

test("a calendar that never works is refused instead of searched for ever", () => {
  const lazy = { ...calendar, windows: [{ from: "12:00", to: "12:00" }] };
  const input = { startedAt: at("2026-03-02T08:00"), rule: { amount: 1, unit: "working-hour" } } as const;
  expect(() => dueAt(input, { ...shanghai, calendar: lazy })).toThrow(/too little working time/);
});

/** The deadline by walking minute after minute. */
function dueByWalking({ startedAt, rule, pauses = [], extensions = [] }: ClockInput): number {
  const hours = { "urgent-hour": 1, hour: 1, "working-hour": 1, "working-day": 8, "calendar-day": 24 }[
    rule.unit
  ];
  let leftMinutes = rule.amount * hours * 60 * (1 + extensions.length);
  let now = startedAt.getTime();
  for (; leftMinutes > 0; now += MINUTE_MS) {
    const hour = ((now / MINUTE_MS + 8 * 60) / 60) % 24;
    const working =
      isWorkday(dayOf(now, "Asia/Shanghai")) && ((hour >= 8 && hour < 12) || (hour >= 14 && hour < 18));
    const counts = working || !rule.unit.startsWith("working-");
    const paused = pauses.some(
      (pause) => pause.from.getTime() <= now && now < (pause.to?.getTime() ?? Infinity),
    );
    if (counts && !paused) leftMinutes--;
  }
  return now;
}

test("a deadline equals walking through the year minute by minute (T55)", () => {
  const start = at("2026-01-01T00:00").getTime();
  const minute = fc.integer({ min: 0, max: 330 * 24 * 60 });
  const rule = fc.record({
    amount: fc.integer({ min: 1, max: 5 }),
    unit: fc.constantFrom("urgent-hour", "hour", "working-hour", "working-day", "calendar-day"),
  });
  const pause = fc.tuple(fc.integer({ min: -600, max: 4000 }), fc.integer({ min: 1, max: 3000 }));
  fc.assert(
    fc.property(
      minute,
      rule,
      fc.array(pause, { maxLength: 3 }),
      fc.integer({ min: 0, max: 1 }),
      (from, rule, pauses, extended) => {
        const startedAt = new Date(start + from * MINUTE_MS);
        const input: ClockInput = {
          startedAt,
          rule,
          pauses: pauses.map(([after, length]) => {
            const begin = startedAt.getTime() + after * MINUTE_MS;
            return {
              from: new Date(begin),
              to: new Date(begin + length * MINUTE_MS),
              kind: "pause",
              approvedBy: "dispatcher",
            };
          }),
          extensions: Array.from({ length: extended }, () => ({ approvedBy: "secretary" })),
        };
        expect(dueAt(input, shanghai)?.getTime()).toBe(dueByWalking(input));
      },
    ),
    { seed: 20261122, numRuns: 60 },
  );
}, 60_000); // walking is slow on a busy machine
