import { heatQuerySchema, hoursOfFilter } from "@getu/domain";
import { expect, test } from "vitest";
import { HEAT_WINDOWS, stepsOf, windowAt } from "./heat-time.ts";
import { heatQuery } from "./use-heat.ts";

const view = { bbox: [118.7, 31.9, 118.8, 32] as const, level: 18 };
const DAY_MS = 86_400_000;

test.each(HEAT_WINDOWS)(
  "a heat query of a %s is one that the server accepts and holds the present moment",
  (window) => {
    const now = new Date("2026-11-22T08:00:30.500Z");
    const query = heatQuery({ ...view, choice: { window, back: 0, categories: null, hours: null } }, now);
    expect(heatQuerySchema.parse(query)).toEqual(query);
    expect(Date.parse(query.to)).toBeGreaterThanOrEqual(now.getTime());
    expect(query.categories).toBeUndefined();
  },
);

test("all screens ask the same within one minute, so that the server may answer from its cache", () => {
  const choice = { window: "week", back: 0, categories: ["a"], hours: null } as const;
  const at = (second: number) =>
    heatQuery({ ...view, choice }, new Date(Date.UTC(2026, 10, 22, 8, 0, second)));
  expect(at(1)).toEqual(at(59));
});

test.each(["day", "week", "month"] as const)(
  "a %s moved back step by step keeps its length, leaves no gap and reaches back a year but no further",
  (window) => {
    const now = new Date("2026-11-22T08:00:30.500Z");
    const moved = Array.from({ length: stepsOf(window) + 1 }, (_, back) => windowAt(window, { back, now }));
    const lengths = new Set(moved.map(({ from, to }) => to.getTime() - from.getTime()));
    expect(lengths.size).toBe(1);
    moved.slice(1).forEach(({ to }, i) => {
      expect(to.getTime()).toBeLessThan(moved[i]!.to.getTime()); // the one before
      expect(to.getTime()).toBeGreaterThanOrEqual(moved[i]!.from.getTime());
    });
    const reach = now.getTime() - moved.at(-1)!.from.getTime();
    expect(reach / DAY_MS).toBeGreaterThan(362);
    expect(reach / DAY_MS).toBeLessThanOrEqual(365);
  },
);

test("a window of the past is the same all through a step, so that every wall asks for the same picture", () => {
  const at = (hour: number) => windowAt("week", { back: 3, now: new Date(Date.UTC(2026, 10, 22, hour, 17)) });
  expect(at(1)).toEqual(at(23));
});

test.each(["year", "ever"] as const)("a window of a %s does not move", (window) => {
  expect(stepsOf(window)).toBe(0);
});

test("a part of the week is asked for by its hours, which the server accepts", () => {
  const choice = { window: "month", back: 0, categories: null, hours: hoursOfFilter("weekend") } as const;
  const query = heatQuery({ ...view, choice }, new Date("2026-11-22T08:00:30.500Z"));
  expect(heatQuerySchema.parse(query).hoursOfWeek).toEqual(Array.from({ length: 48 }, (_, i) => 120 + i));
});
