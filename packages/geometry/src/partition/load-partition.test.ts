import { expect, test } from "vitest";
import { makePartition, makeRings, MADE_ORIGIN, toOwnedAreas } from "../../test/made-partition.ts";
import { areaOf, ringsOfOwner } from "../../test/edit.ts";
import { areas, at, box, load, path, twoSquares } from "../../test/squares.ts";
import {
  edgesOf,
  isRefusal,
  listEdges,
  listOwners,
  loadPartition,
  toAreas,
  toLngLat,
  toNode,
} from "./index.ts";
import type { Partition } from "./index.ts";

test("R0: every node writes to at most seven decimals and reads back as the same node", () => {
  const partition = makePartition({ columns: 6, rows: 5, seed: 4 });
  for (const { a } of listEdges(partition)) {
    const position = toLngLat(partition.origin, a);
    expect(toNode(partition.origin, position)).toBe(a);
    for (const degrees of position) expect(String(degrees)).toMatch(/^\d+(\.\d{1,7})?$/);
  }
});

test("R0: a position out of reach of the origin or no position at all is no node", () => {
  expect(toNode(MADE_ORIGIN, [121, 31.2])).toBeNaN();
  expect(toNode(MADE_ORIGIN, [121.6, 38])).toBeNaN();
  expect(toNode(MADE_ORIGIN, [Number.NaN, 31.2])).toBeNaN();
});

test("R1: a shared edge is in the table once, with an owner on each side", () => {
  const shared = edgesOf(twoSquares(), 1).filter(({ left, right }) => left === 2 || right === 2);
  expect(shared).toEqual([{ a: at(1000, 0), b: at(1000, 1000), left: 1, right: 2 }]);
});

test("R2: loaded areas come out as they went in, holes filled by another owner too", () => {
  const rings = makeRings({ columns: 7, rows: 6, seed: 9 });
  const partition = makePartition({ columns: 7, rows: 6, seed: 9 });
  expect(listOwners(partition)).toEqual(rings.map(({ owner }) => owner));
  const again = loadPartition(
    [...toAreas(partition)].map(([owner, area]) => ({ owner, area })),
    { origin: MADE_ORIGIN },
  );
  expect(listEdges(again as Partition)).toEqual(listEdges(partition));
  const [frame, island] = areas({ 1: box(0, 0, 3000, 3000), 2: box(1000, 1000, 2000, 2000) });
  const withHole = {
    type: "Polygon" as const,
    coordinates: [frame, island].map((owned) => (owned!.area.coordinates as number[][][])[0]!), // two areas
  };
  const donut = loadPartition([{ owner: 1, area: withHole }, island!], { origin: MADE_ORIGIN }) as Partition;
  expect(areaOf(donut, 1)).toBe(8_000_000);
  expect(ringsOfOwner(donut, 1)[0]).toHaveLength(2);
});

test("R2: outlines that claim the same side of an edge twice are refused with both owners", () => {
  const twice = loadPartition(areas({ 4: box(0, 0, 1000, 1000), 7: box(0, 0, 1000, 2000) }));
  expect(twice).toMatchObject({ refused: "overlap", owners: [4, 7] });
});

test("R2: a gap inside belongs to the unassigned, also around an island in it; what lies around all is outside", () => {
  const gap = load({
    1: path([0, 0], [500, 0], [500, 200], [200, 200], [200, 800], [500, 800], [500, 1000], [0, 1000]),
    2: path([500, 0], [1000, 0], [1000, 1000], [500, 1000], [500, 800], [800, 800], [800, 200], [500, 200]),
    3: box(400, 400, 600, 600),
  });
  expect(areaOf(gap, -1)).toBe(600 * 600 - 200 * 200);
  expect(edgesOf(gap, 3).every(({ left, right }) => left + right === 2)).toBe(true); // 3 and -1
  expect(areaOf(gap, 0)).toBe(-1_000_000);
});

test("R2: coordinates that are none, owners that are none and extents out of reach are refused, never thrown", () => {
  const area = {
    type: "Polygon" as const,
    coordinates: [
      [
        [0, 0],
        [1, 0],
        [Number.NaN, 1],
        [0, 0],
      ],
    ],
  };
  expect(loadPartition([{ owner: 1, area }])).toEqual({ refused: "bad-coordinate" });
  const wide = {
    type: "Polygon" as const,
    coordinates: [
      [
        [0, 0],
        [30, 0],
        [30, 30],
        [0, 0],
      ],
    ],
  };
  expect(loadPartition([{ owner: 1, area: wide }])).toMatchObject({ refused: "extent-too-wide" });
  const [one] = toOwnedAreas([{ owner: 0, ring: box(0, 0, 1, 1) }]);
  expect(loadPartition([one!])).toMatchObject({ refused: "owner-not-allowed", owners: [0] }); // one ring
  expect(isRefusal(loadPartition([]))).toBe(false);
});
