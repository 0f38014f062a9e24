import {
  ALL_KINDS,
  HEAT_SPANS,
  HEAT_WINDOWS,
  heatQuerySchema,
  hoursOfFilter,
  statusesOfFilter,
} from "@getu/domain";
import { expect, test } from "vitest";
import { heatAddress } from "./fetch-heat.ts";
import { stepsOf, windowAt } from "./heat-time.ts";
import { cacheOf, heatQuery } from "./use-heat.ts";

const timeZone = "Asia/Shanghai";
const span = "rolling";
const view = { timeZone, bbox: [118.7, 31.9, 118.8, 32] as const, level: 18 };
const DAY_MS = 86_400_000;

test.each(HEAT_SPANS.flatMap((each) => HEAT_WINDOWS.map((window) => ({ span: each, window }))))(
  "a heat query of a $span $window is one that the server accepts and holds the present moment",
  (reach) => {
    const now = new Date("2026-11-22T08:00:30.500Z");
    const query = heatQuery({ ...view, choice: { ...reach, back: 0, kinds: ALL_KINDS, hours: null } }, now);
    expect(heatQuerySchema.parse(query)).toEqual(query);
    expect(Date.parse(query.to)).toBeGreaterThanOrEqual(now.getTime());
    expect(query.categories).toBeUndefined();
  },
);

test("all screens ask the same within one minute, so that the server may answer from its cache", () => {
  const choice = {
    window: "week",
    span,
    back: 0,
    kinds: { ...ALL_KINDS, categories: ["a"] },
    hours: null,
  } as const;
  const at = (second: number) =>
    heatQuery({ ...view, choice }, new Date(Date.UTC(2026, 10, 22, 8, 0, second)));
  expect(at(1)).toEqual(at(59));
});

test("a browser keeps counts only under an address that is asked for again", () => {
  const addresses = (back: number): number => {
    const choice = { window: "week", span, back, kinds: ALL_KINDS, hours: null } as const;
    const asked = Array.from({ length: 10 }, (_, minute) =>
      JSON.stringify(heatQuery({ ...view, choice }, new Date(Date.UTC(2026, 10, 22, 8, minute)))),
    );
    return new Set(asked).size;
  };
  expect([addresses(0), cacheOf({ back: 0 })]).toEqual([10, "no-store"]);
  expect([addresses(3), cacheOf({ back: 3 })]).toEqual([1, "default"]);
});

test.each(["day", "week", "month"] as const)(
  "a %s moved back step by step keeps its length, leaves no gap and reaches back a year but no further",
  (window) => {
    const now = new Date("2026-11-22T08:00:30.500Z");
    const moved = Array.from({ length: stepsOf({ window, span }) + 1 }, (_, back) =>
      windowAt({ window, span }, { back, now, timeZone }),
    );
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
  const at = (hour: number) =>
    windowAt(
      { window: "week", span },
      { back: 3, now: new Date(Date.UTC(2026, 10, 22, hour, 17)), timeZone },
    );
  expect(at(1)).toEqual(at(23));
});

test.each(["year", "ever"] as const)("a window of a %s does not move", (window) => {
  expect(stepsOf({ window, span })).toBe(0);
});

test("a severity and a state of the loop are asked for alone, in a query and an address that the server accepts", () => {
  const kinds = { ...ALL_KINDS, severities: ["urgent"], statuses: statusesOfFilter("open") } as const;
  const choice = { window: "week", span, back: 0, kinds, hours: null } as const;
  const query = heatQuery({ ...view, choice }, new Date("2026-11-22T08:00:30.500Z"));
  const open = ["reported", "filed", "assigned", "accepted", "handling", "fed-back", "verified", "suspended"];
  expect(heatQuerySchema.parse(query)).toMatchObject({ severities: ["urgent"], statuses: open });
  const { searchParams } = new URL(heatAddress(1, query), "http://getu");
  expect([searchParams.get("severities"), searchParams.get("statuses")]).toEqual(["urgent", open.join()]);
  expect(searchParams.has("categories")).toBe(false);
  expect(statusesOfFilter("closed")).toEqual(["closed"]);
});

test("a part of the week is asked for by its hours, which the server accepts", () => {
  const choice = {
    window: "month",
    span,
    back: 0,
    kinds: ALL_KINDS,
    hours: hoursOfFilter("weekend"),
  } as const;
  const query = heatQuery({ ...view, choice }, new Date("2026-11-22T08:00:30.500Z"));
  expect(heatQuerySchema.parse(query).hoursOfWeek).toEqual(Array.from({ length: 48 }, (_, i) => 120 + i));
});

// By hand: 26 November 2026 is a Thursday; Shanghai is eight hours ahead.
test.each([
  ["day", "2026-11-25T16:00:00.000Z"],
  ["week", "2026-11-22T16:00:00.000Z"],
  ["month", "2026-10-31T16:00:00.000Z"],
  ["year", "2025-12-31T16:00:00.000Z"],
] as const)(
  "what is counted up of a %s begins with the calendar's and never reaches into the one before",
  (window, began) => {
    const reach = { window, span: "cumulative" } as const;
    const now = new Date("2026-11-26T09:00:00Z");
    expect(windowAt(reach, { back: 0, now, timeZone }).from.toISOString()).toBe(began);
    for (let back = 0; back <= stepsOf(reach); back++) {
      const { from, to } = windowAt(reach, { back, now, timeZone });
      expect(to.getTime()).toBeGreaterThan(from.getTime());
      expect(windowAt(reach, { back: 0, now: new Date(to.getTime() - 60_000), timeZone }).from).toEqual(from);
    }
  },
);

test("a whole day counted up is that day, and not the first moment of the next", () => {
  const midnight = new Date("2026-11-26T16:00:00Z");
  const { from, to } = windowAt({ window: "day", span: "cumulative" }, { back: 0, now: midnight, timeZone });
  expect([from.toISOString(), to.toISOString()]).toEqual([
    "2026-11-25T16:00:00.000Z",
    "2026-11-26T16:00:00.000Z",
  ]);
});
