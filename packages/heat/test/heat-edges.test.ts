import { cellAt, cellCentre } from "@getu/geometry";
import { expect, test } from "vitest";
import { buildSegment } from "../src/build-segment.ts";
import type { HeatSegment } from "../src/heat-segment.ts";
import {
  cellsOfBbox,
  createHeatIndex,
  describeHeatRefusal,
  heatRootOf,
  toHeatRequest,
} from "../src/index.ts";
import type { HeatIncident, HeatIndex, HeatPlan, HeatRequest } from "../src/index.ts";

const bbox = [121.4, 31.2, 121.5, 31.3] as const;
const root = heatRootOf(bbox);
const timeZone = "Asia/Shanghai";
const START = Date.UTC(2026, 4, 1) / 1000;
const WORLD = cellsOfBbox([-180, -85, 180, 85], 3);

const incident = (changes: Partial<HeatIncident> = {}): HeatIncident => ({
  position: [121.45, 31.25],
  occurredAt: new Date(START * 1000).toISOString(),
  category: "parking",
  severity: "minor",
  status: "reported",
  ...changes,
});

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

const all: HeatRequest = { window: { from: 0, to: 2 ** 32 }, view: WORLD };

/** How many incidents the cells of the answer hold together. */
function total(index: HeatIndex, request: Partial<HeatRequest> = {}, plan: HeatPlan = "auto"): number {
  const answer = index.count({ ...all, ...request }, plan);
  if (answer.kind === "refused") throw new Error(answer.refusal.code);
  return answer.cells.count.reduce((sum, count) => sum + count, 0);
}

test("100,000 incidents in one cell are one cell with 100,000, by any plan, and corrections come off it", async () => {
  const index = createHeatIndex({ root, timeZone });
  const batch = Array.from({ length: 100_000 }, (_, i) => incident({ occurredAt: at(START + (i % 5000)) }));
  await index.load([batch]);
  const view = cellsOfBbox(bbox, 24);
  for (const plan of ["auto", "scan", "matrix"] as const) {
    const answer = index.count({ ...all, view }, plan);
    expect(answer).toMatchObject({ kind: "cells", level: 24, negativeCells: 0 });
    expect(answer.kind === "cells" && [...answer.cells.count]).toEqual([100_000]);
  }
  for (const gone of batch.slice(0, 40_000)) index.withdraw(gone);
  expect(total(index)).toBe(60_000);
  await index.flush();
  expect(total(index)).toBe(60_000);
  expect(index.stats()).toMatchObject({ rows: 60_000, segments: [60_000] });
  expect(total(index, { window: { from: START, to: START + 2500 } }, "matrix")).toBe(30_000);
}, 30_000);

test("a status that changes seven times leaves one row once the changes are merged", async () => {
  const index = createHeatIndex({ root, timeZone });
  const statuses = [
    "reported",
    "filed",
    "assigned",
    "accepted",
    "handling",
    "fed-back",
    "verified",
    "closed",
  ] as const;
  index.add(incident());
  for (const [step, status] of statuses.slice(1).entries()) {
    expect(index.correct(incident({ status: statuses[step]! }), incident({ status }))).toEqual([]);
    expect(total(index, { statuses: [status] })).toBe(1);
    expect(total(index)).toBe(1);
  }
  await index.flush();
  expect(index.stats()).toMatchObject({ rows: 1, tailRows: 0, segments: [1] });
  expect(total(index, { statuses: ["closed"] })).toBe(1);
});

test("a clock that goes back changes nothing in the counts", async () => {
  const index = createHeatIndex({ root, timeZone, tailRows: 100 });
  for (let i = 0; i < 1000; i++) {
    index.add(incident({ occurredAt: at(START - i * 60) }));
    if (i % 100 === 0) await index.whenIdle();
  }
  await index.whenIdle();
  expect(index.stats().segments.length).toBeGreaterThan(0);
  for (const hour of [0, 1, 7, 16]) {
    const window = { from: START - (hour + 1) * 3600, to: START - hour * 3600 };
    expect(total(index, { window })).toBe(hour === 16 ? 39 : 60); // 1,000 minutes: 16 h 40 min, less the first
  }
});

test.each([
  ["empty", START, START],
  ["reversed", START + 10, START - 10],
  ["before everything", 0, START],
  ["after everything", START + 1, 2 ** 32],
  ["before 1970", -1e9, -1],
])("a window that is %s holds nothing", async (_, from, to) => {
  const index = createHeatIndex({ root, timeZone });
  index.add(incident());
  for (const build of [false, true]) {
    if (build) await index.flush();
    expect(total(index, { window: { from, to } })).toBe(0);
    expect(total(index, { window: { from, to }, hoursOfWeek: [96, 97, 104, 105] })).toBe(0);
  }
});

test("a window is half-open: its first second counts, its last does not", () => {
  const index = createHeatIndex({ root, timeZone });
  index.add(incident());
  expect(total(index, { window: { from: START, to: START + 1 } })).toBe(1);
  expect(total(index, { window: { from: START - 1, to: START } })).toBe(0);
});

test("an incident in the future counts in windows that reach it, and shows in the extent", () => {
  const index = createHeatIndex({ root, timeZone });
  index.add(incident());
  index.add(incident({ occurredAt: "2099-12-31T23:59:59Z" }));
  expect(total(index, { window: { from: START, to: START + 86_400 } })).toBe(1);
  expect(total(index)).toBe(2);
  expect(total(index, { hoursOfWeek: Array.from({ length: 168 }, (__, hour) => hour) })).toBe(2);
  expect(index.stats().extent).toEqual({
    earliest: START,
    latest: Date.UTC(2099, 11, 31, 23, 59, 59) / 1000,
  });
});

test.each([
  [{ occurredAt: null }, "NO_TIME", /no time it happened at \(null\)/],
  [{ occurredAt: "yesterday" }, "NO_TIME", /"yesterday"/],
  [{ position: [Number.NaN, 31] as const }, "NO_CELL", /not a longitude and latitude/],
  [{ position: [121, 91] as const }, "NO_CELL", /not a longitude and latitude/],
])("an incident with %o is refused as %s and counted as refused", async (changes, code, line) => {
  const index = createHeatIndex({ root, timeZone });
  const refusal = index.add(incident(changes));
  expect(refusal?.code).toBe(code);
  expect(describeHeatRefusal(refusal!)).toMatch(line);
  expect(await index.load([[incident(), incident(changes)]])).toMatchObject({
    taken: 1,
    refused: { [code]: 1 },
  });
  expect(index.stats().refused).toEqual({ [code]: 2 });
  expect(total(index)).toBe(1);
});

test("incidents of other centuries are kept apart and counted, also by hours of the week", async () => {
  const index = createHeatIndex({ root, timeZone, matrixFromRows: 1 });
  const times = [
    "1949-10-01T07:00:00Z",
    "1969-12-31T23:59:59Z",
    "2106-02-07T06:28:16Z",
    "9999-12-31T23:59:59Z",
  ];
  await index.load([[incident(), ...times.map((occurredAt) => incident({ occurredAt }))]]);
  expect(index.stats()).toMatchObject({ rows: 1, outsideRows: 4, refused: {} });
  expect(total(index, { window: { from: -(10 ** 11), to: 10 ** 12 } })).toBe(5);
  expect(total(index, { window: { from: -1, to: 0 } })).toBe(1);
  const saturdayAtThree = 5 * 24 + 15; // 1 October 1949 in Shanghai
  const window = { from: -(10 ** 11), to: 0 };
  expect(total(index, { window, hoursOfWeek: [saturdayAtThree] })).toBe(1);
  expect(total(index, { window, hoursOfWeek: [saturdayAtThree + 1] })).toBe(0);
  const seconds = Number.POSITIVE_INFINITY;
  const endless = { seconds, x: 0, y: 0, category: "noise", severity: "minor", status: "closed" } as const;
  expect(index.add(endless)).toEqual({ code: "TIME_OUT_OF_RANGE", seconds });
});

test("points on the very edge of the root are inside it, those one cell further are kept apart, all are counted", async () => {
  const index = createHeatIndex({ root, timeZone, matrixFromRows: 1 });
  const side = 2 ** (26 - root.level);
  const rim = [-1, 0, side - 1, side];
  const cells = rim.flatMap((x) => rim.map((y) => ({ x: root.x + x, y: root.y + y })));
  for (const cell of cells) index.add(incident({ position: cellCentre(cell, 26) }));
  expect(index.stats()).toMatchObject({ rows: 4, outsideRows: 12 });
  await index.flush();
  for (const cell of cells) {
    const own = cellAt(cellCentre(cell, 26), 26);
    expect(own).toEqual(cell);
    const view = { level: 26, west: cell.x, east: cell.x, north: cell.y, south: cell.y };
    expect(total(index, { view }, "matrix")).toBe(1);
  }
});

test("a root holds its territory wherever that lies, also across the equator, Greenwich and the date line's tiles", () => {
  for (const box of [
    bbox,
    [-0.2, -0.1, 0.3, 0.2],
    [179.2, -10, 180, -9.5],
    [121.4, 31.1, 121.41, 31.9],
    [-180, -85, 180, 85],
  ] as const) {
    const { level, x, y } = heatRootOf(box);
    const side = 2 ** (26 - level);
    for (const corner of [[box[0], box[3]] as const, [box[2], box[1]] as const]) {
      const cell = cellAt(corner, 26);
      expect(cell.x >= x && cell.x < x + side && cell.y >= y && cell.y < y + side).toBe(true);
    }
  }
  expect(heatRootOf([-0.2, -0.1, 0.3, 0.2]).level).toBe(9); // a plain tile that holds (0, 0) inside would be the world
});

test("cells finer than the columns are refused with the finest level", () => {
  const city = createHeatIndex({ root: heatRootOf([121, 30.8, 121.9, 31.6]), timeZone });
  const answer = city.count({ ...all, view: cellsOfBbox(bbox, 26) });
  expect(answer).toEqual({ kind: "refused", refusal: { code: "LEVEL_TOO_FINE", level: 26, finest: 24 } });
});

test("withdrawing what was never added shows as a negative cell, not as a count", () => {
  const index = createHeatIndex({ root, timeZone });
  index.withdraw(incident());
  index.add(incident({ position: [121.41, 31.21] }));
  const answer = index.count({ ...all, view: cellsOfBbox(bbox, 20) });
  expect(answer).toMatchObject({ kind: "cells", negativeCells: 1 });
  expect(answer.kind === "cells" && [...answer.cells.count]).toEqual([1]);
});

test("beyond its memory limit an index says so in one line, takes no more, and stops answering", async () => {
  const index = createHeatIndex({ root, timeZone, memoryLimitBytes: 400_000 });
  const many = Array.from({ length: 50_000 }, () => incident());
  const load = await index.load([many]);
  expect(load).toMatchObject({
    taken: 0,
    stopped: { code: "MEMORY_LIMIT", rows: 50_000, limitBytes: 400_000 },
  });
  expect(describeHeatRefusal(load.stopped!)).toMatch(
    /^heat index: 50,000 incidents need 2 MB, the limit is 1 MB; raise the limit or let the database count$/,
  );
  expect(index.count(all)).toEqual({ kind: "refused", refusal: load.stopped });
  expect(index.add(incident())).toEqual(load.stopped);
  expect(index.stats()).toMatchObject({ rows: 0, incomplete: load.stopped });
});

test("an index that grows one by one stops at its memory limit too", async () => {
  const index = createHeatIndex({ root, timeZone, memoryLimitBytes: 400_000, tailRows: 1000 });
  let taken = 0;
  while (taken < 100_000 && index.add(incident({ occurredAt: at(START + taken) })) === null) taken++;
  expect(taken).toBeGreaterThan(10_000);
  expect(taken).toBeLessThan(50_000);
  expect(index.count(all).kind).toBe("refused");
  await index.whenIdle();
});

test("a category beyond the numbers of 16 bits is refused, and the index stops answering", () => {
  const index = createHeatIndex({ root, timeZone });
  for (let i = 0; i < 2048; i++) expect(index.add(incident({ category: `c${i}` }))).toBeNull();
  expect(total(index, { categories: ["c0", "c2047"] })).toBe(2);
  expect(index.add(incident({ category: "one more" }))).toEqual({
    code: "TOO_MANY_CATEGORIES",
    category: "one more",
  });
  expect(index.count(all).kind).toBe("refused");
});

test("a status that this program does not know is refused, and the index stops answering", () => {
  const index = createHeatIndex({ root, timeZone });
  const refusal = index.add(incident({ status: "archived" as "closed" })); // from a later version's database
  expect(describeHeatRefusal(refusal!)).toMatch(/status "archived" is unknown; the database must count/);
  expect(index.count(all)).toEqual({ kind: "refused", refusal });
});

test("a build that fails loses nothing, is reported, and is tried again", async () => {
  const errors: unknown[] = [];
  let failing = true;
  const index = createHeatIndex({
    root,
    timeZone,
    tailRows: 10,
    build: (parts) =>
      failing ? Promise.reject(new Error("no memory")) : Promise.resolve(buildSegment(parts)),
    onBuildError: (error) => errors.push(error),
  });
  for (let i = 0; i < 15; i++) index.add(incident());
  await index.whenIdle();
  expect(errors).toEqual([new Error("no memory")]);
  expect(index.stats()).toMatchObject({ failedBuilds: 1, tailRows: 15, segments: [] });
  expect(total(index)).toBe(15);
  for (let i = 0; i < 5; i++) index.add(incident());
  await index.whenIdle();
  expect(errors).toHaveLength(1); // not again with every row
  failing = false;
  for (let i = 0; i < 10; i++) index.add(incident());
  await index.whenIdle();
  expect(index.stats()).toMatchObject({ failedBuilds: 1, tailRows: 0, segments: [30] });
  expect(total(index)).toBe(30);
});

test("rows that arrive during a build stay in the tail, and no question counts a row twice", async () => {
  let finish: () => void = () => undefined;
  const build = (parts: Parameters<typeof buildSegment>[0]): Promise<HeatSegment> =>
    new Promise((resolve) => {
      finish = () => resolve(buildSegment(parts));
    });
  const index = createHeatIndex({ root, timeZone, tailRows: 10, build });
  for (let i = 0; i < 12; i++) index.add(incident());
  await Promise.resolve();
  for (let i = 0; i < 3; i++) index.add(incident());
  expect(total(index)).toBe(15);
  finish();
  for (let turn = 0; turn < 10; turn++) {
    expect(total(index)).toBe(15);
    await Promise.resolve();
  }
  await index.whenIdle();
  expect(index.stats()).toMatchObject({ segments: [12], tailRows: 3 });
  expect(total(index)).toBe(15);
});

test("a screen's question is cut to whole seconds and to the cells that touch its box", () => {
  const request = toHeatRequest({
    from: "2026-05-01T00:00:00.900Z",
    to: "2026-05-01T01:00:00.100Z",
    bbox: [121.4, 31.2, 121.5, 31.3],
    level: 14,
    categories: ["parking"],
  });
  expect(request.window).toEqual({ from: START, to: START + 3600 });
  expect(request.view).toMatchObject({ level: 14, ...northWest(14), ...southEast(14) });
  expect(request.categories).toEqual(["parking"]);
});

const northWest = (level: number): { west: number; north: number } => {
  const { x, y } = cellAt([bbox[0], bbox[3]], level);
  return { west: x, north: y };
};

const southEast = (level: number): { east: number; south: number } => {
  const { x, y } = cellAt([bbox[2], bbox[1]], level);
  return { east: x, south: y };
};
