import fc from "fast-check";
import { expect, test } from "vitest";
import {
  at,
  latticeUpTo,
  ORIGIN,
  polygonOf,
  TESSELLATION_SIZE,
  tessellation,
  wildArea,
} from "../test/arbitrary.ts";
import { createAreaIndex } from "./area-index.ts";
import type { AreaGeometry } from "./area.ts";
import { createTurfAreaIndex } from "./turf-area-index.ts";

/** Positions one after the other, in units and in degrees. */
const pointsOf = (points: readonly (readonly [x: number, y: number])[]) => ({
  units: Int32Array.from(points.flatMap(([x, y]) => [ORIGIN[0] + x, ORIGIN[1] + y])),
  degrees: Float64Array.from(points.flatMap((point) => [...at(point)])),
});

/** The lattice answered one by one, in units and in degrees. */
function ownersEachWay(areas: readonly AreaGeometry[], size: number) {
  const index = createAreaIndex(areas);
  const points = latticeUpTo(size);
  const { units, degrees } = pointsOf(points);
  return {
    oneByOne: Int32Array.from(points, (point) => index.ownerOf(at(point))),
    inUnits: index.ownersOf(units),
    inDegrees: index.ownersOf(degrees),
  };
}

test("many positions have the owners that each has alone, on borders, outer borders and outside too", () => {
  const made = fc.tuple(tessellation, fc.array(wildArea, { maxLength: 30, size: "max" }));
  fc.assert(
    fc.property(made, ([{ areas }, wild]) => {
      for (const found of [ownersEachWay(areas, TESSELLATION_SIZE), ownersEachWay(wild, 10)]) {
        expect(found.inUnits).toEqual(found.oneByOne);
        expect(found.inDegrees).toEqual(found.oneByOne);
      }
    }),
    { seed: 26, numRuns: 10 },
  );
}, 60_000);

const square = polygonOf([[0, 0], [10, 0], [10, 10], [0, 10]]); // prettier-ignore

test("a position that is no number, or beyond every longitude, has no owner and does not disturb the others", () => {
  const [lng, lat] = at([5, 5]);
  const lngLats = Float64Array.of(
    lng,
    lat,
    Number.NaN,
    lat,
    Infinity,
    -Infinity,
    lng + 429.4967296,
    lat,
    lng,
    lat,
  );
  expect([...createAreaIndex([square]).ownersOf(lngLats)]).toEqual([0, -1, -1, -1, 0]);
});

test("without positions or without areas there is nothing to own", () => {
  expect(createAreaIndex([square]).ownersOf(new Float64Array(0))).toEqual(new Int32Array(0));
  expect(createAreaIndex([]).ownersOf(Int32Array.of(0, 0, 5, 5))).toEqual(Int32Array.of(-1, -1));
});

test("the reference engine answers many positions as well", () => {
  const { units, degrees } = pointsOf([[5, 5], [50, 50], [1, 9]]); // prettier-ignore
  expect([...createTurfAreaIndex([square]).ownersOf(units)]).toEqual([0, -1, 0]);
  expect([...createTurfAreaIndex([square]).ownersOf(degrees)]).toEqual([0, -1, 0]);
});

test("a million positions in one cell are answered one by one as in a batch", () => {
  const comb = polygonOf([[0, 0], [4000, 0], [4000, 4000], [3000, 1], [2000, 4000], [1000, 1], [0, 4000]]); // prettier-ignore
  const index = createAreaIndex([comb]);
  const units = Int32Array.from({ length: 2_000_000 }, (_, i) => ORIGIN[i % 2]! + 2990 + ((i * 7) % 21)); // two coordinates
  const some = units.subarray(0, 2000);
  const oneByOne = Int32Array.from({ length: 1000 }, (_, i) =>
    index.ownerOf([some[2 * i]! / 1e7, some[2 * i + 1]! / 1e7]),
  );
  const owners = index.ownersOf(units);
  expect(owners).toHaveLength(1_000_000);
  expect(owners.subarray(0, 1000)).toEqual(oneByOne);
});
