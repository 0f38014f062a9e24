import { expect, test } from "vitest";
import { deadlineAt } from "./deadline.ts";

const reportedAt = new Date("2026-02-28T22:30:00+08:00");

test.each([
  ["urgent-hour", 2, "2026-03-01T00:30:00+08:00"],
  ["hour", 8, "2026-03-01T06:30:00+08:00"],
  ["calendar-day", 1, "2026-03-01T22:30:00+08:00"],
  ["calendar-day", 7, "2026-03-07T22:30:00+08:00"],
] as const)("a deadline in %s × %i ends at %s", (unit, amount, expected) => {
  expect(deadlineAt(reportedAt, { unit, amount })).toEqual(new Date(expected));
});
