import { existsSync, readFileSync } from "node:fs";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import fc from "fast-check";
import type { FeatureCollection, MultiPolygon, Point, Polygon } from "geojson";
import { expect, test } from "vitest";
import {
  at,
  latticeUpTo,
  polygonOf,
  tessellation,
  TESSELLATION_SIZE,
  wildArea,
  ORIGIN,
} from "../test/arbitrary.ts";
import type { Lattice } from "../test/arbitrary.ts";
import { bruteForceOwners, exactOrient } from "../test/brute-force.ts";
import { fixturePath } from "../test/fixture.ts";
import { polygonsOf } from "./area.ts";
import type { AreaGeometry } from "./area.ts";
import { createAreaIndex } from "./area-index.ts";
import { bboxOf } from "./bbox.ts";
import { toDegrees, toUnits } from "./coordinate.ts";
import type { Bbox, LngLat } from "./coordinate.ts";
import { distanceToAreaMetres } from "./distance-to-area.ts";
import { createTurfAreaIndex } from "./turf-area-index.ts";

const unitsAt = ([x, y]: Lattice): Lattice => [ORIGIN[0] + x, ORIGIN[1] + y];

const inSquare = ([x, y]: Lattice): boolean =>
  x >= 0 && y >= 0 && x <= TESSELLATION_SIZE && y <= TESSELLATION_SIZE;

/** The same outline as careless files write it: other winding, other start, not closed, points repeated. */
function carelessly(area: AreaGeometry): MultiPolygon {
  const coordinates = polygonsOf(area).map((rings) =>
    rings.map((ring) => {
      const open = ring.slice(0, -1).reverse();
      return [...open.slice(1), ...open.slice(0, 1)].flatMap((point) => [point, point]);
    }),
  );
  return { type: "MultiPolygon", coordinates };
}

test("R14: every lattice point of a tessellation, its outer east and north border too, has exactly one owner", () => {
  fc.assert(
    fc.property(tessellation, ({ triangles, labels, areas }) => {
      const [index, careless] = [createAreaIndex(areas), createAreaIndex(areas.map(carelessly))];
      for (const point of latticeUpTo(TESSELLATION_SIZE)) {
        const [triangle] = bruteForceOwners(triangles, unitsAt(point));
        const expected = triangle === undefined ? [] : [labels[triangle]];
        expect(expected).toHaveLength(inSquare(point) ? 1 : 0);
        expect(index.locate(at(point)).owners).toEqual(expected);
        expect(index.ownerOf(at(point))).toBe(expected[0] ?? -1);
        expect(careless.ownerOf(at(point))).toBe(expected[0] ?? -1);
      }
    }),
    { seed: 14, numRuns: 10 },
  );
}, 60_000);

test("a grid owns its west and south border, not its east and north one", () => {
  const index = createAreaIndex([
    polygonOf([[0, 0], [10, 0], [10, 10], [0, 10]]),
    polygonOf([[10, 0], [20, 0], [20, 10], [10, 10]]),
    polygonOf([[0, 10], [20, 10], [20, 20], [0, 20]]),
  ]); // prettier-ignore
  expect(index.ownerOf(at([10, 5]))).toBe(1);
  expect(index.ownerOf(at([5, 10]))).toBe(2);
  expect(index.ownerOf(at([10, 10]))).toBe(2);
  expect(index.ownerOf(at([20, 20]))).toBe(2);
  expect(index.ownerOf(at([21, 20]))).toBe(-1);
});

test("whatever the outlines do, the index answers as asking every edge in big integers does", () => {
  fc.assert(
    fc.property(fc.array(wildArea, { maxLength: 30, size: "max" }), (areas) => {
      const index = createAreaIndex(areas);
      for (const point of latticeUpTo(10)) {
        const expected = bruteForceOwners(areas, unitsAt(point));
        const found = index.locate(at(point));
        expect(found.owners).toEqual(expected);
        expect(found.owner).toBe(expected[0] ?? -1);
        expect(index.ownerOf(at(point))).toBe(expected[0] ?? -1);
      }
    }),
    { seed: 7, numRuns: 80 },
  );
}, 60_000);

test("outlines across the whole world are exact to the unit", () => {
  const coordinate = (limit: number) => fc.integer({ min: -limit * 1e7, max: limit * 1e7 });
  const point = fc.tuple(coordinate(180), coordinate(90));
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  const nudge = fc.tuple(fc.integer({ min: -1, max: 1 }), fc.integer({ min: -1, max: 1 }));
  fc.assert(
    fc.property(point, point, point, share, nudge, (a, b, c, along, [dx, dy]) => {
      fc.pre(exactOrient(a, b, c) !== 0n);
      const ring = [a, b, c, a].map(([x, y]) => [toDegrees(x), toDegrees(y)]);
      const area: Polygon = { type: "Polygon", coordinates: [ring] };
      const near: Lattice = [
        Math.round(a[0] + along * (b[0] - a[0])) + dx,
        Math.round(a[1] + along * (b[1] - a[1])) + dy,
      ];
      const owner = createAreaIndex([area]).ownerOf([toDegrees(near[0]), toDegrees(near[1])]);
      expect(owner).toBe(bruteForceOwners([area], near)[0] ?? -1);
    }),
    { seed: 2, numRuns: 2000 },
  );
});

/** The lattice stretched to 1/128 degree a step: such coordinates are exact in units and in doubles, so Turf decides exactly. */
const stretched = ([x, y]: Lattice): LngLat => [120 + x / 128, 30 + y / 128];

const stretchedArea = ({ coordinates }: MultiPolygon): MultiPolygon => ({
  type: "MultiPolygon",
  coordinates: coordinates.map((rings) =>
    rings.map((ring) =>
      ring.map(([lng = 0, lat = 0]) => [...stretched([toUnits(lng) - ORIGIN[0], toUnits(lat) - ORIGIN[1]])]),
    ),
  ),
});

test("the owner is Turf's; on a border, which Turf gives to all that meet there, it is one of them", () => {
  fc.assert(
    fc.property(tessellation, (made) => {
      const areas = made.areas.map(stretchedArea);
      const [index, turf] = [createAreaIndex(areas), createTurfAreaIndex(areas)];
      for (const point of latticeUpTo(TESSELLATION_SIZE)) {
        const position = stretched(point);
        const holding = areas.flatMap((area, i) => (booleanPointInPolygon([...position], area) ? [i] : []));
        expect(turf.ownerOf(position)).toBe(holding[0] ?? -1);
        expect(holding.length > 0 ? holding : [-1]).toContain(index.ownerOf(position));
      }
    }),
    { seed: 3, numRuns: 6 },
  );
}, 60_000);

const NOTHING: MultiPolygon = { type: "MultiPolygon", coordinates: [] };

/** Only these areas need the slow question: the position lies in their box or within a few units of it. */
const reaches = ([west, south, east, north]: Bbox, [lng, lat]: LngLat): boolean =>
  lng > west - 1e-6 && lng < east + 1e-6 && lat > south - 1e-6 && lat < north + 1e-6;

const smd = fixturePath("dc/zone_smd_2013.geojson");
const crime = fixturePath("dc/crime_incidents_2016-08.geojson");

test.skipIf(!existsSync(smd))(
  "all crime of DC falls into the district that brute force finds (needs ../shared/data)",
  () => {
    const read = <G extends Point | Polygon | MultiPolygon>(file: string): FeatureCollection<G> =>
      JSON.parse(readFileSync(file, "utf8"));
    const areas = read<Polygon | MultiPolygon>(smd).features.map(({ geometry }) => geometry);
    const index = createAreaIndex(areas);
    const boxes = areas.map(bboxOf);
    const points = read<Point>(crime).features.map(({ geometry }) => geometry.coordinates);
    expect(points).toHaveLength(2898);
    for (const [lng = 0, lat = 0] of points) {
      const near = areas.map((area, i) => (reaches(boxes[i]!, [lng, lat]) ? area : NOTHING)); // a box for each area
      expect(index.locate([lng, lat]).owners).toEqual(bruteForceOwners(near, [toUnits(lng), toUnits(lat)]));
    }
  },
  60_000,
);

test("long edges are straight in longitude and latitude for Turf as well", () => {
  const wide = polygonOf([[0, 0], [3_000_000, 0], [3_000_000, 1_000_000], [0, 1_000_000]]); // prettier-ignore
  const [index, turf] = [createAreaIndex([wide]), createTurfAreaIndex([wide])];
  const middle = at([1_500_000, 900]); // 10 m from the southern edge, which a great circle passes 40 m farther north
  expect(index.locate(middle).distanceToBorderMetres).toBeCloseTo(10.0, 1);
  expect(turf.locate(middle).distanceToBorderMetres).toBeCloseTo(
    index.locate(middle).distanceToBorderMetres,
    2,
  );
});

test("without areas, and for positions that are no numbers, nothing owns", () => {
  const nothing = { owner: -1, owners: [], distanceToBorderMetres: Infinity, neighbour: -1 };
  expect(createAreaIndex([]).locate([121.5, 31.2])).toEqual(nothing);
  expect(createAreaIndex([NOTHING]).locate([121.5, 31.2])).toEqual(nothing);
  const index = createAreaIndex([polygonOf([[0, 0], [10, 0], [10, 10]])]); // prettier-ignore
  expect(index.ownerOf([Number.NaN, 31.2])).toBe(-1);
  expect(index.locate([121.5, Infinity])).toEqual(nothing);
});

test.each([{ corner: [Number.NaN, 31] }, { corner: [121, null] }, { corner: [500, 31] }, { corner: [] }])(
  "a corner $corner is refused, and the area is named",
  ({ corner }) => {
    const good = polygonOf([[0, 0], [10, 0], [10, 10]]); // prettier-ignore
    const bad = structuredClone(good);
    bad.coordinates[0]![1] = corner as number[]; // as a careless file would have it
    expect(() => createAreaIndex([good, bad])).toThrow(/^area 1: \[.*\] is not a longitude and latitude$/);
  },
);

/** Blocks of 10 by 8 cells at street scale: about 400 m by 350 m, corners moved, as [0, 1, …] row by row. */
const blocks: AreaGeometry[] = Array.from({ length: 80 }, (_, cell) => {
  const [i, j] = [cell % 10, Math.floor(cell / 10)];
  const corner = (a: number, b: number): Lattice => [
    a * 40_000 + ((a * 7919 + b * 104_729) % 9000),
    b * 30_000 + ((a * 15_485_863 + b * 3571) % 7000),
  ];
  return polygonOf([corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)]);
});

const overBlocks: fc.Arbitrary<Lattice> = fc.tuple(
  fc.integer({ min: -60_000, max: 470_000 }),
  fc.integer({ min: -60_000, max: 310_000 }),
);

test("distance, neighbour and nearest area are Turf's", () => {
  const [index, turf] = [createAreaIndex(blocks), createTurfAreaIndex(blocks)];
  fc.assert(
    fc.property(overBlocks, (point) => {
      const [found, expected] = [index.locate(at(point)), turf.locate(at(point))];
      fc.pre(found.distanceToBorderMetres > 0.02); // a border has one owner here and two in Turf
      expect(found.owner).toBe(expected.owner);
      // Turf measures great circles to pieces of at most 0.002 degrees (1 mm off), we take a plane at the point's latitude.
      const tolerance = 0.002 + expected.distanceToBorderMetres * 0.0002;
      expect(Math.abs(found.distanceToBorderMetres - expected.distanceToBorderMetres)).toBeLessThan(
        tolerance,
      );
      if (found.neighbour === expected.neighbour) return;
      // Where two edges are equally near, a hair decides between their neighbours.
      const [ours, theirs] = [found, expected].map(({ neighbour }) =>
        distanceToAreaMetres(at(point), blocks[neighbour] ?? NOTHING),
      );
      expect(Math.abs(ours! - theirs!)).toBeLessThan(tolerance); // two engines
    }),
    { seed: 80, numRuns: 600 },
  );
}, 60_000);

test("the nearest border is found among thousands however far the position is", () => {
  const index = createAreaIndex(blocks);
  expect(index.locate([121.5, 32.2]).distanceToBorderMetres / 1000).toBeCloseTo(111.195 * (1 - 0.0244), 0);
  expect(index.locate([-58, -31]).owner).toBe(-1);
  expect(index.locate([-58, -31]).neighbour).toBeGreaterThanOrEqual(0);
});

test("a neighbour that lacks the border's corners is found all the same", () => {
  const left = polygonOf([[0, 0], [10_000, 0], [10_000, 10_000], [0, 10_000]]);
  const right = polygonOf([[10_003, 0], [20_000, 0], [20_000, 10_000], [10_003, 10_000], [10_003, 5001]]);
  const index = createAreaIndex([left, right]); // 3 units (3 cm) apart
  expect(index.locate(at([9000, 5000])).neighbour).toBe(1);
  expect(index.locate(at([11_000, 5000])).neighbour).toBe(0);
  expect(index.locate(at([10_000, 5000])).neighbour).toBe(1);
  expect(index.locate(at([1000, 5000])).neighbour).toBe(-1);
}); // prettier-ignore

test("a border inside one area, between two of its parts, is none", () => {
  const parts: MultiPolygon = {
    type: "MultiPolygon",
    coordinates: [
      polygonOf([[0, 0], [10_000, 0], [10_000, 10_000], [0, 10_000]]).coordinates,
      polygonOf([[10_000, 0], [20_000, 0], [20_000, 10_000], [10_000, 10_000]]).coordinates,
    ],
  }; // prettier-ignore
  const { distanceToBorderMetres } = createAreaIndex([parts]).locate(at([10_000, 5000]));
  expect(distanceToBorderMetres).toBeCloseTo(5000 * 0.01111951, 1);
});

test("where areas overlap the first owns, all are named, and the border is the owner's", () => {
  const big = polygonOf([[0, 0], [90_000, 0], [90_000, 90_000], [0, 90_000]]); // prettier-ignore
  const small = polygonOf([[40_000, 40_000], [50_000, 40_000], [50_000, 50_000], [40_000, 50_000]]); // prettier-ignore
  const inside = at([45_000, 45_000]);
  expect(createAreaIndex([big, small]).locate(inside)).toMatchObject({ owner: 0, owners: [0, 1] });
  expect(createAreaIndex([small, big]).locate(inside)).toMatchObject({
    owner: 0,
    owners: [0, 1],
    neighbour: 1,
  });
  expect(createAreaIndex([big, small]).locate(inside).distanceToBorderMetres).toBeGreaterThan(400);
  expect(createAreaIndex([small, big]).locate(inside).distanceToBorderMetres).toBeLessThan(60);
});
