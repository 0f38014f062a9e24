import { expect, test } from "vitest";
import { daySpan, dayStart, periodStart, toLocalTime, toMoment } from "./local-time.ts";

// By hand: Shanghai is 8 hours ahead all year, Kathmandu 5:45, New York 5 behind and 4 from March to November.
test.each([
  ["2026-11-20T09:30", "Asia/Shanghai", "2026-11-20T01:30:00.000Z"],
  ["2026-01-01T00:00", "Asia/Shanghai", "2025-12-31T16:00:00.000Z"],
  ["2024-02-29T03:15", "Asia/Kathmandu", "2024-02-28T21:30:00.000Z"],
  ["2026-07-01T22:00", "America/New_York", "2026-07-02T02:00:00.000Z"],
  ["2026-12-01T22:00", "America/New_York", "2026-12-02T03:00:00.000Z"],
])("a clock that shows %s in %s means %s, and the other way round", (shown, timeZone, moment) => {
  expect(toMoment(shown, timeZone)).toBe(moment);
  expect(toLocalTime(moment, timeZone)).toBe(shown);
});

// By hand: on 8 March 2026 New York's clocks went from 2:00 to 3:00, that day had 23 hours.
test.each([
  ["2026-11-26T17:10:00Z", "Asia/Shanghai", 0, "2026-11-26T16:00:00.000Z"],
  ["2026-11-26T15:10:00Z", "Asia/Shanghai", 1, "2026-11-24T16:00:00.000Z"],
  ["2026-03-09T12:00:00Z", "America/New_York", 0, "2026-03-09T04:00:00.000Z"],
  ["2026-03-09T12:00:00Z", "America/New_York", 1, "2026-03-08T05:00:00.000Z"],
])("the day of %s in %s, %i days back, began at %s", (moment, timeZone, daysBack, began) => {
  expect(dayStart(new Date(moment), timeZone, daysBack).toISOString()).toBe(began);
});

// By hand: 26 November 2026 is a Thursday, its week began on Monday the 23rd.
test.each([
  ["day", "2026-11-25T16:00:00.000Z"],
  ["week", "2026-11-22T16:00:00.000Z"],
  ["month", "2026-10-31T16:00:00.000Z"],
  ["year", "2025-12-31T16:00:00.000Z"],
] as const)("the calendar's %s of a moment in Shanghai began at %s", (period, began) => {
  const moment = new Date("2026-11-26T09:00:00Z");
  expect(periodStart(moment, "Asia/Shanghai", period).toISOString()).toBe(began);
  expect(periodStart(new Date(began), "Asia/Shanghai", period).toISOString()).toBe(began);
});

// Clocks are changed at midnight, before it by UTC's and after it, by half an hour and by two.
test.each([
  "Asia/Shanghai",
  "Asia/Kathmandu",
  "Asia/Jerusalem",
  "Asia/Beirut",
  "Africa/Cairo",
  "America/New_York",
  "America/Santiago",
  "Antarctica/Troll",
  "Australia/Lord_Howe",
  "Australia/Sydney",
  "Pacific/Auckland",
])("each day of 2026 in %s begins when its clocks first show it", (timeZone) => {
  const began = new Map<string, string>();
  for (let at = Date.UTC(2025, 11, 30); at < Date.UTC(2027, 0, 2); at += 15 * 60_000) {
    const moment = new Date(at).toISOString();
    const day = toLocalTime(moment, timeZone).slice(0, 10);
    if (!began.has(day)) began.set(day, moment);
  }
  const days = [...began.keys()].filter((day) => day.startsWith("2026"));
  expect(days).toHaveLength(365);
  for (const day of days) expect(daySpan(day, timeZone).from.toISOString(), day).toBe(began.get(day));
});

// By hand: New York's clocks went forward on 8 March and back on 1 November 2026.
test.each([
  ["2026-11-25", "Asia/Shanghai", "2026-11-24T16:00:00.000Z", 24],
  ["2026-03-08", "America/New_York", "2026-03-08T05:00:00.000Z", 23],
  ["2026-11-01", "America/New_York", "2026-11-01T04:00:00.000Z", 25],
])("%s in %s lasts from %s for %i hours", (day, timeZone, began, hours) => {
  const { from, to } = daySpan(day, timeZone);
  expect(from.toISOString()).toBe(began);
  expect((to.getTime() - from.getTime()) / 3_600_000).toBe(hours);
});
