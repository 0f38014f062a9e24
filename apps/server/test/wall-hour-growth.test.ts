import { expect, test } from "vitest";
import { growthOf } from "./wall-hour-growth.ts";
import type { FootprintOfScene } from "./wall-hour-growth.ts";

const MINUTE_MS = 60_000;
const SCENES = ["territory", "community 甲", "overdue"];

/** An hour with three samples a minute, in which a page holds by minute what these say. */
const hourOf = (
  heapMegabytes: (minute: number) => number,
  nodes: (minute: number) => number = () => 900,
): FootprintOfScene[] =>
  Array.from({ length: 180 }, (_, i) => {
    const minute = i / 3;
    const noise = Math.sin(i * 12.9898) / 10; // megabytes, the same in each run
    return {
      atMs: minute * MINUTE_MS,
      day: "2026-11-29",
      scene: SCENES[i % 3]!, // three there are
      heapBytes: 1e6 * (20 + (i % 3) * 5 + heapMegabytes(minute) + noise),
      residentBytes: 400e6,
      nodes: Math.round(nodes(minute)),
      listeners: 200,
    };
  });

test("T17 what a page takes while it warms up counts for the whole hour and not for the steady part of it", () => {
  const warming = hourOf((minute) => Math.min(minute, 20) / 4);
  expect(growthOf(warming, 27 * MINUTE_MS)!.heap.upper).toBeLessThan(0.2);
  expect(growthOf(warming, 0)!.heap.perUnit).toBeGreaterThan(2);
});

test.each([2.2, 3, 8])("T17 a page that takes %d MB an hour all the while is not below two", (perHour) => {
  const { heap } = growthOf(
    hourOf((minute) => (perHour * minute) / 60),
    27 * MINUTE_MS,
  )!;
  expect(heap.perUnit).toBeCloseTo(perHour, 0);
  expect(heap.upper).toBeGreaterThan(2);
});

test("T17 what another day brings with it at midnight is no growth, and what grows on either side of it is", () => {
  const overMidnight = (perHour: number) => {
    const heap = (minute: number): number => (perHour * minute) / 60 + (minute < 40 ? 0 : 1.2);
    return growthOf(
      hourOf(heap).map((each, i) => ({ ...each, day: i / 3 < 40 ? "2026-11-29" : "2026-11-30" })),
      10 * MINUTE_MS,
    )!.heap;
  };
  expect(overMidnight(0).upper).toBeLessThan(0.5);
  expect(overMidnight(3).perUnit).toBeCloseTo(3, 0);
});

test("T17 nodes that come by one in a hundred a minute are more than 1.02 times as many after an hour", () => {
  const growing = growthOf(
    hourOf(
      () => 0,
      (minute) => 900 * (1 + minute / 100),
    ),
    27 * MINUTE_MS,
  )!;
  expect(growing.timesAsMuch.nodes).toBeGreaterThan(1.02);
  expect(
    growthOf(
      hourOf(() => 0),
      27 * MINUTE_MS,
    )!.timesAsMuch.nodes,
  ).toBe(1);
});

test("T17 communities, each of which comes seldom, are compared all together: nodes of two scenes that were counted at once say nothing of one", () => {
  const seldom = (nodesAt: (minute: number) => number) =>
    hourOf(() => 0, nodesAt).map((each, i) => ({
      ...each,
      scene: `community ${i % 18}`,
      nodes: i > 90 && i % 18 < 5 ? 1445 : each.nodes,
    }));
  expect(
    growthOf(
      seldom(() => 271),
      -1,
    )!.timesAsMuch.nodes,
  ).toBe(1);
  expect(
    growthOf(
      seldom((minute) => 271 * (1 + minute / 100)),
      -1,
    )!.timesAsMuch.nodes,
  ).toBeGreaterThan(1.02);
});

test("T17 a scene with two looks, of which the greater comes more often later on, has not grown; one that has grown as well has", () => {
  const twoLooks = (nodesAt: (minute: number) => number) =>
    hourOf(() => 0, nodesAt).map((each, i) => {
      const share = i < 90 ? 0.25 : 0.6; // of the greater look
      const isGreater = (i * 0.618_034) % 1 < share; // spread evenly
      return { ...each, scene: "yesterday", nodes: each.nodes + (isGreater ? 300 : 0) };
    });
  const grown = (nodesAt: (minute: number) => number): number =>
    growthOf(twoLooks(nodesAt), -1)!.timesAsMuch.nodes;
  expect(grown(() => 600)).toBe(1);
  expect(grown((minute) => 600 * (1 + minute / 1_000))).toBeGreaterThan(1.02);
});

test("urgent incidents count nowhere, and too few samples say nothing", () => {
  const urgent = hourOf((minute) => minute).map((each) => ({ ...each, scene: "urgent" }));
  const calm = hourOf(() => 0);
  expect(growthOf([...calm, ...urgent], 0)).toEqual(growthOf(calm, 0));
  expect(growthOf(urgent, 0)).toBeNull();
  expect(growthOf(calm.slice(0, 4), -1)).toBeNull();
});
