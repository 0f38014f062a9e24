import { expect, test } from "vitest";
import { dayStart, toLocalTime, toMoment } from "./local-time.ts";

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
