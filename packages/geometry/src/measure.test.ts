import fc from "fast-check";
import type { MultiPolygon, Polygon } from "geojson";
import { expect, test } from "vitest";
import { polygonOf, tessellation } from "../test/arbitrary.ts";
import { anchorOf } from "./anchor.ts";
import { areaSquareMetres } from "./area-square-metres.ts";
import { bboxOf } from "./bbox.ts";
import { createAreaIndex } from "./area-index.ts";
import { distanceToAreaMetres } from "./distance-to-area.ts";

const box = (west: number, south: number, east: number, north: number): Polygon => ({
  type: "Polygon",
  coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
}); // prettier-ignore

test("a box on the sphere has the area of its zone: R² · Δλ · (sin φ2 − sin φ1)", () => {
  const expected =
    6_371_008.8 ** 2 * (Math.PI / 180) * (Math.sin((32 * Math.PI) / 180) - Math.sin((31 * Math.PI) / 180));
  expect(areaSquareMetres(box(121, 31, 122, 32)) / expected).toBeCloseTo(1, 2);
});

test("holes do not count, and winding does not matter", () => {
  const shell = box(121, 31, 121.01, 31.01).coordinates[0]!; // a box has one ring
  const hole = box(121.004, 31.004, 121.006, 31.006).coordinates[0]!; // a box has one ring
  const whole = areaSquareMetres({ type: "Polygon", coordinates: [shell] });
  const pierced = areaSquareMetres({ type: "Polygon", coordinates: [shell, hole] });
  expect(pierced / whole).toBeCloseTo(0.96, 3);
  expect(areaSquareMetres({ type: "Polygon", coordinates: [[...shell].reverse(), hole] })).toBeCloseTo(
    pierced,
    6,
  );
});

test("a bounding box is west, south, east, north of all parts", () => {
  const [a, b] = [box(121, 31, 122, 32), box(120, 30, 120.5, 33)];
  expect(bboxOf({ type: "MultiPolygon", coordinates: [a.coordinates, b.coordinates] })).toEqual([
    120, 30, 122, 33,
  ]);
});

test("an anchor lies inside its area", () => {
  fc.assert(
    fc.property(tessellation, ({ areas }) => {
      const index = createAreaIndex(areas);
      const owners = areas.map((area) => index.ownerOf(anchorOf(area)));
      expect(owners).toEqual(areas.map((area, i) => (area.coordinates.length > 0 ? i : -1)));
    }),
    { seed: 8, numRuns: 100 },
  );
});

test("an anchor lies well inside: in a ring-shaped area in the ring, in an L in its foot", () => {
  const ring = polygonOf(
    [[0, 0], [9000, 0], [9000, 9000], [0, 9000]],
    [[1000, 1000], [8000, 1000], [8000, 8000], [1000, 8000]],
  ); // prettier-ignore
  const corner = polygonOf([[0, 0], [9000, 0], [9000, 6000], [1000, 6000], [1000, 12_000], [0, 12_000]]); // prettier-ignore
  expect(createAreaIndex([ring]).locate(anchorOf(ring)).distanceToBorderMetres).toBeGreaterThan(3);
  expect(createAreaIndex([corner]).locate(anchorOf(corner)).distanceToBorderMetres).toBeGreaterThan(25);
});

test("an area without extent has an anchor too", () => {
  const nothing: MultiPolygon = { type: "MultiPolygon", coordinates: [] };
  const flat: Polygon = { type: "Polygon", coordinates: [[[121, 31], [121.1, 31], [121.2, 31], [121, 31]]] }; // prettier-ignore
  expect(anchorOf(nothing)).toEqual([0, 0]);
  expect(anchorOf(flat)).toEqual([121, 31]);
});

test("the distance to an area is 0 inside and that to its border outside", () => {
  const area = box(121, 31, 121.01, 31.01);
  expect(distanceToAreaMetres([121.005, 31.005], area)).toBe(0);
  expect(distanceToAreaMetres([121.005, 31.011], area)).toBeCloseTo(111.195, 2);
  expect(distanceToAreaMetres([121.011, 31.005], area)).toBeCloseTo(
    111.195 * Math.cos((31.005 * Math.PI) / 180),
    2,
  );
});
