import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import type { MultiPolygon } from "geojson";
import { expect, test } from "vitest";
import {
  at,
  latticeUpTo,
  ORIGIN,
  polygonOf,
  ringOf,
  tessellation,
  TESSELLATION_SIZE,
  wildArea,
} from "../test/arbitrary.ts";
import { bruteForceOwners } from "../test/brute-force.ts";
import { fixturePath } from "../test/fixture.ts";
import { polygonsOf } from "./area.ts";
import type { AreaGeometry } from "./area.ts";
import { areaSquareMetres } from "./area-square-metres.ts";
import { unpackPoints } from "./arc.ts";
import type { Arc } from "./arc.ts";
import { createAreaIndex } from "./area-index.ts";
import { dissolveArcs } from "./dissolve-arcs.ts";
import { fromSharedArcs, toSharedArcs } from "./shared-arcs.ts";
import { toUnitRing } from "./unit-ring.ts";

/** The corners of an area, each once, in order of their text. */
const cornersOf = (area: AreaGeometry): string[] =>
  [...new Set(polygonsOf(area).flat(2).map((corner) => corner.join(" ")))].sort(); // prettier-ignore

/** Undirected edges in whole units, one string each, in the order of the arcs. */
function edgesOf(arcs: readonly Arc[]): string[] {
  return arcs.flatMap(({ points }) => {
    const at = unpackPoints(points);
    const corners = Array.from({ length: at.length / 2 }, (_, i) => `${at[2 * i]} ${at[2 * i + 1]}`);
    return corners.slice(1).map((corner, i) => [corners[i] ?? "", corner].sort().join(" - "));
  });
}

const labelOf = (labels: readonly number[], triangle: number | undefined): number =>
  triangle === undefined ? -1 : (labels[triangle] ?? -1);

test("a tessellation comes back from its shared arcs: same corners, same size, same owners", () => {
  fc.assert(
    fc.property(tessellation, ({ triangles }) => {
      const { arcs, unmatched } = toSharedArcs(triangles);
      const back = fromSharedArcs(arcs, triangles.length);
      expect(unmatched).toBe(0);
      expect(back.map(cornersOf)).toEqual(triangles.map(cornersOf));
      for (const [i, area] of back.entries())
        expect(areaSquareMetres(area)).toBeCloseTo(areaSquareMetres(triangles[i]!), 6); // as many as went in
    }),
    { seed: 1, numRuns: 50 },
  );
});

test("areas of several parts, with holes and islands, keep every owner through arcs, and edges inside them are gone", () => {
  fc.assert(
    fc.property(tessellation, ({ triangles, labels, areas }) => {
      const { arcs, unmatched } = toSharedArcs(areas);
      expect(unmatched).toBe(0);
      const index = createAreaIndex(fromSharedArcs(arcs, areas.length));
      for (const [x, y] of latticeUpTo(TESSELLATION_SIZE)) {
        const [triangle] = bruteForceOwners(triangles, [ORIGIN[0] + x, ORIGIN[1] + y]);
        expect(index.ownerOf(at([x, y]))).toBe(labelOf(labels, triangle));
      }
    }),
    { seed: 2, numRuns: 10 },
  );
}, 60_000);

test("every edge lies in one arc, has different areas on its sides, and an area is on the left", () => {
  fc.assert(
    fc.property(tessellation, ({ areas }) => {
      const { arcs } = toSharedArcs(areas);
      const edges = edgesOf(arcs);
      expect(new Set(edges).size).toBe(edges.length);
      for (const { left, right } of arcs) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left).not.toBe(right);
      }
    }),
    { seed: 3, numRuns: 50 },
  );
});

/** The arcs that end at each node, with their areas in ascending order; a closed arc ends there twice. */
function endsOf(arcs: readonly Arc[]): { arc: Arc; sides: string }[][] {
  const ends = new Map<string, { arc: Arc; sides: string }[]>();
  for (const arc of arcs) {
    const at = unpackPoints(arc.points);
    const sides = `${Math.min(arc.left, arc.right)} ${Math.max(arc.left, arc.right)}`;
    for (const end of [at.slice(0, 2).join(" "), at.slice(-2).join(" ")])
      ends.set(end, [...(ends.get(end) ?? []), { arc, sides }]);
  }
  return [...ends.values()];
}

test("arcs are as long as they can be: two that meet alone at a node have different sides", () => {
  fc.assert(
    fc.property(tessellation, ({ areas }) => {
      const pairs = endsOf(toSharedArcs(areas).arcs).filter((ends) => ends.length === 2);
      const needless = pairs.filter(([a, b]) => a?.arc !== b?.arc && a?.sides === b?.sides);
      expect(needless).toEqual([]);
    }),
    { seed: 4, numRuns: 50 },
  );
});

test("the outlines of parents are those that the parents' own areas have", () => {
  fc.assert(
    fc.property(tessellation, ({ triangles, labels, areas }) => {
      const dissolved = dissolveArcs(toSharedArcs(triangles).arcs, (triangle) => labels[triangle] ?? -1);
      const direct = toSharedArcs(areas).arcs;
      expect(edgesOf(dissolved).sort()).toEqual(edgesOf(direct).sort());
      expect(dissolved).toHaveLength(direct.length);
    }),
    { seed: 5, numRuns: 50 },
  );
});

test("an island is a closed arc inside its surroundings", () => {
  const around = polygonOf(
    [[0, 0], [90, 0], [90, 90], [0, 90]],
    [[30, 30], [30, 60], [60, 60], [60, 30]],
  ); // prettier-ignore
  const island = polygonOf([[30, 30], [60, 30], [60, 60], [30, 60]]); // prettier-ignore
  const { arcs, unmatched } = toSharedArcs([around, island]);
  expect(unmatched).toBe(0);
  expect(arcs.map(({ left, right }) => [left, right])).toEqual([[0, -1], [0, 1]]); // prettier-ignore
  for (const { points } of arcs)
    expect(unpackPoints(points).slice(0, 2)).toEqual(unpackPoints(points).slice(-2));
  const [back] = fromSharedArcs(arcs, 2);
  expect(back?.type).toBe("Polygon");
  expect(polygonsOf(back!)[0]).toHaveLength(2); // the shell and one hole
});

test("areas that touch only at a corner, or hold a hole that does, keep valid rings", () => {
  const bowTie = polygonOf([[0, 0], [30, 0], [30, 30], [60, 30], [60, 60], [30, 60], [30, 30], [0, 30]]); // prettier-ignore
  const [apart] = fromSharedArcs(toSharedArcs([bowTie]).arcs, 1);
  expect(polygonsOf(apart!).map((rings) => rings.map((ring) => ring.length))).toEqual([[5], [5]]);
  const pinched = polygonOf([[0, 0], [90, 0], [90, 90], [45, 60], [60, 30], [30, 30], [45, 60], [0, 90]]); // prettier-ignore
  const [withHole] = fromSharedArcs(toSharedArcs([pinched]).arcs, 1);
  expect(polygonsOf(withHole!).map((rings) => rings.map((ring) => ring.length))).toEqual([[6, 4]]);
});

test("two parts that touch at two corners stay two parts, not a ring around a hole", () => {
  const west = polygonOf([[0, 0], [40, 0], [20, 20], [20, 40], [40, 60], [0, 60]]); // prettier-ignore
  const east = polygonOf([[40, 0], [80, 0], [80, 60], [40, 60], [60, 40], [60, 20]]); // prettier-ignore
  const both: MultiPolygon = { type: "MultiPolygon", coordinates: [west.coordinates, east.coordinates] };
  const [back] = fromSharedArcs(toSharedArcs([both]).arcs, 1);
  expect(polygonsOf(back!).map((rings) => rings.map((ring) => ring.length))).toEqual([[7], [7]]);
});

test("a hole belongs to the shell around it, not to the smallest one that is larger", () => {
  const pierced = polygonOf(
    [[0, 0], [90, 0], [90, 90], [0, 90]],
    [[40, 40], [40, 50], [50, 50], [50, 40]],
  ); // prettier-ignore
  const beside = polygonOf([[100, 0], [120, 0], [120, 20], [100, 20]]); // prettier-ignore
  const both: MultiPolygon = { type: "MultiPolygon", coordinates: [pierced.coordinates, beside.coordinates] };
  const [back] = fromSharedArcs(toSharedArcs([both]).arcs, 1);
  expect(polygonsOf(back!).map((rings) => rings.length)).toEqual([1, 2]); // `beside`, then `pierced` with its hole
});

test("no ring that comes back meets a corner twice", () => {
  fc.assert(
    fc.property(tessellation, ({ areas }) => {
      const rings = fromSharedArcs(toSharedArcs(areas).arcs, areas.length).flatMap((area) =>
        polygonsOf(area).flat(),
      );
      const corners = rings.map((ring) => ring.slice(1).map((corner) => corner.join(" ")));
      expect(corners.filter((ring) => new Set(ring).size < ring.length)).toEqual([]);
    }),
    { seed: 9, numRuns: 50 },
  );
});

test("arcs that meet with different sides are not joined", () => {
  const arcs: Arc[] = [
    { left: 0, right: -1, points: [0, 0, 5, 0] },
    { left: 0, right: 1, points: [5, 0, 5, 0] },
  ];
  expect(dissolveArcs(arcs, (area) => area)).toEqual(arcs);
});

test("an overlap and a corner that the neighbour lacks are counted, and nothing is lost", () => {
  const left = polygonOf([[0, 0], [100, 0], [100, 100], [0, 100]]); // prettier-ignore
  const bent = polygonOf([[100, 0], [200, 0], [200, 100], [100, 100], [100, 50]]); // prettier-ignore
  const across = polygonOf([[50, 20], [150, 20], [150, 80], [50, 80]]); // prettier-ignore
  expect(toSharedArcs([left, bent]).unmatched).toBe(3);
  for (const areas of [[left, bent], [left, across], [left, left]]) {
    const { arcs, unmatched } = toSharedArcs(areas);
    expect(unmatched).toBeGreaterThan(0);
    expect(fromSharedArcs(arcs, 2).map(cornersOf)).toEqual(areas.map(cornersOf));
  } // prettier-ignore
});

test("whatever the outlines do, their arcs close", () => {
  fc.assert(
    fc.property(fc.array(wildArea, { maxLength: 12 }), (areas) => {
      const { arcs } = toSharedArcs(areas);
      expect(fromSharedArcs(arcs, areas.length)).toHaveLength(areas.length);
    }),
    { seed: 6, numRuns: 300 },
  );
}, 60_000);

test("nothing has no arcs, and no arcs make areas without polygons", () => {
  const nothing: MultiPolygon = { type: "MultiPolygon", coordinates: [] };
  expect(toSharedArcs([])).toEqual({ arcs: [], unmatched: 0 });
  expect(toSharedArcs([nothing, nothing]).arcs).toEqual([]);
  expect(fromSharedArcs([], 1)).toEqual([nothing]);
});

test("arcs that do not close, or name an area that is not there, are refused", () => {
  const open: Arc = { left: 0, right: -1, points: [10, 10, 5, 0, 0, 5] };
  expect(() => fromSharedArcs([open], 1)).toThrow("area 0: outline does not close at [15, 15]");
  expect(() => fromSharedArcs([{ ...open, left: 7 }], 3)).toThrow("an arc names area 7 of 3");
  expect(() => fromSharedArcs([{ ...open, points: [1, 2] }], 1)).toThrow("an arc has fewer than two points");
});

const smd = fixturePath("dc/zone_smd_2013.geojson");

test.skipIf(!existsSync(smd))("DC's 296 districts come back from their arcs (needs ../shared/data)", () => {
  const collection: { features: { geometry: AreaGeometry }[] } = JSON.parse(readFileSync(smd, "utf8"));
  const areas = collection.features.map(({ geometry }) => geometry);
  const { arcs, unmatched } = toSharedArcs(areas);
  expect(areas).toHaveLength(296);
  expect(unmatched).toBeLessThanOrEqual(4); // one corner that a neighbour lacks
  const back = fromSharedArcs(arcs, areas.length);
  for (const [i, area] of areas.entries()) {
    const rounded = polygonsOf(area)
      .flat()
      .map((ring) => ringOf(toPairs(toUnitRing(ring))));
    expect(cornersOf(back[i]!)).toEqual(cornersOf({ type: "Polygon", coordinates: rounded })); // one for each area
  }
});

function toPairs(ring: Int32Array): [number, number][] {
  return Array.from({ length: ring.length / 2 }, (_, i) => [
    ring[2 * i]! - ORIGIN[0],
    ring[2 * i + 1]! - ORIGIN[1],
  ]); // even length
}
