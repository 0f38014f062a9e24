import { expect, test } from "vitest";
import {
  HEAT_MEASURES,
  HOUR_FILTERS,
  hourOfWeek,
  hoursOfFilter,
  hoursOfPart,
  isEstimate,
  measured,
} from "../src/index.ts";

test("the hour of the week begins on Monday at midnight of the time zone's clocks", () => {
  // 2026-11-23 is a Monday; Shanghai is eight hours ahead.
  expect(hourOfWeek(new Date("2026-11-22T16:00:00Z"), "Asia/Shanghai")).toBe(0);
  expect(hourOfWeek(new Date("2026-11-22T15:59:59Z"), "Asia/Shanghai")).toBe(167);
  expect(hourOfWeek(new Date("2026-11-26T09:20:00Z"), "Asia/Shanghai")).toBe(3 * 24 + 17);
  // Kathmandu is 5:45 ahead.
  expect(hourOfWeek(new Date("2026-11-22T18:15:00Z"), "Asia/Kathmandu")).toBe(0);
});

test("parts of the week are whole hours, and all of them together miss only the mornings before work", () => {
  expect(hoursOfFilter("all")).toBeNull();
  const covered = new Set(HOUR_FILTERS.flatMap((filter) => hoursOfFilter(filter) ?? []));
  const missed = Array.from({ length: 168 }, (_, hour) => hour).filter((hour) => !covered.has(hour));
  expect(missed).toEqual([0, 1, 2, 3, 4].flatMap((day) => [6, 7].map((hour) => 24 * day + hour)));
});

test("a part of the week is a day, the same hours of every day, or hours of one day", () => {
  const tuesday = Array.from({ length: 24 }, (_, hour) => 24 + hour);
  expect(hoursOfPart({ day: 1, hours: null })).toEqual(tuesday);
  expect(hoursOfPart({ day: 6, hours: { from: 20, to: 24 } })).toEqual([164, 165, 166, 167]);
  expect(hoursOfPart({ day: null, hours: { from: 8, to: 9 } })).toEqual([8, 32, 56, 80, 104, 128, 152]);
  expect(hoursOfPart({ day: null, hours: null })).toHaveLength(168);
});

const base = { areaSquareMetres: 500_000, households: 400 };

test.each([
  ["count", 20],
  ["per-area", 40],
  ["per-100-households", 5],
] as const)(
  "twenty incidents %s on half a square kilometre with 400 households are %d",
  (measure, figure) => {
    expect(measured(20, base, measure)).toBe(figure);
  },
);

test("fewer than five incidents make no figure, and without households there is nothing to measure by", () => {
  expect(measured(4, base, "per-100-households")).toBe("too-few");
  expect(measured(4, base, "count")).toBe("too-few");
  expect(measured(5, { ...base, households: 0 }, "per-100-households")).toBe("no-base");
  expect(measured(5, { ...base, households: null }, "per-100-households")).toBe("no-base");
  expect(measured(5, { ...base, areaSquareMetres: 0 }, "per-area")).toBe("no-base");
});

test("only a figure by households is an estimate, and only where some of these were not counted", () => {
  const estimates = (householdsEstimated: boolean) =>
    HEAT_MEASURES.filter((measure) => isEstimate({ householdsEstimated }, measure));
  expect(estimates(true)).toEqual(["per-100-households"]);
  expect(estimates(false)).toEqual([]);
});
