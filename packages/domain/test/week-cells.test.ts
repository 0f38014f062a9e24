import { expect, test } from "vitest";
import { rankedHours, WEEK_HOURS, weekCells } from "../src/index.ts";
import type { HeatWeek } from "../src/index.ts";

const hoursWith = (count: (hour: number) => number): number[] =>
  Array.from({ length: WEEK_HOURS }, (_, hour) => count(hour));

test("hours stand alone while half of them have five incidents, else four of them together, and none is lost", () => {
  const busy = hoursWith((hour) => (hour % 2 === 0 ? 5 : 0));
  expect(weekCells(busy)).toEqual({ hours: 1, counts: busy });
  const quiet = hoursWith((hour) => (hour === 9 ? 40 : 2));
  const { hours, counts } = weekCells(quiet);
  expect([hours, counts.length]).toEqual([4, 42]);
  expect(counts[2]).toBe(2 + 40 + 2 + 2); // Monday from 8 to 12
  expect(counts.reduce((sum, count) => sum + count)).toBe(quiet.reduce((sum, count) => sum + count));
});

const weekOf = (...grids: number[][]): Pick<HeatWeek, "grids"> => ({
  grids: grids.map((hours, i) => ({
    gridId: i + 1,
    households: 100,
    householdsEstimated: false,
    areaSquareMetres: 1e6,
    hours,
  })),
});

// Thursday at 17 is hour 89, in the block from 16 to 20.
test.each([
  ["now", 2, 4],
  ["daily", 1, 28],
  ["week", 0.1, 168],
] as const)(
  "grids are ranked by the hours of %s as soon as half of them have five incidents there",
  (reach, each, hours) => {
    const enough = hoursWith(() => each);
    const none = hoursWith(() => 0);
    const ranked = rankedHours(weekOf(enough, none), 89);
    expect(ranked.reach).toBe(reach);
    expect(ranked.hours).toHaveLength(hours);
    expect(ranked.hours).toContain(89);
  },
);

test("where nothing is enough, the whole week is ranked, and what lies outside every grid decides nothing", () => {
  const nothing = { households: null, householdsEstimated: false, areaSquareMetres: 0 };
  const busyOutside = { ...nothing, gridId: null, hours: hoursWith(() => 50) };
  const { grids } = weekOf(hoursWith(() => 0));
  expect(rankedHours({ grids: [...grids, busyOutside] }, 89).reach).toBe("week");
});
