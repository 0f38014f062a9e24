import fc from "fast-check";
import type { Position } from "geojson";
import { expect, test } from "vitest";
import {
  at,
  latticeUpTo,
  ORIGIN,
  polygonOf,
  stretched,
  TESSELLATION_SIZE,
  tessellation,
  wildArea,
} from "../test/arbitrary.ts";
import type { Lattice } from "../test/arbitrary.ts";
import { bruteForceOwners } from "../test/brute-force.ts";
import { polygonsOf } from "./area.ts";
import { createAreaIndex } from "./area-index.ts";
import type { AreaGeometry } from "./area.ts";
import { toUnits } from "./coordinate.ts";
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

const TIMES = 5000;

/** A point exactly on an edge (a stretched edge passes TIMES - 1 of them between its ends), or a unit or two beside it. */
function onAnEdge(areas: readonly AreaGeometry[], { pick, along, nudge }: Draw): Lattice | null {
  const edges = areas.flatMap((area) => polygonsOf(area).flatMap((rings) => rings.flatMap(edgesOfRing)));
  const edge = edges[pick % edges.length];
  if (!edge) return null;
  const [a, b] = edge;
  const on = (axis: 0 | 1): number => a[axis] + ((b[axis] - a[axis]) / TIMES) * along;
  return [on(0) + nudge[0] - ORIGIN[0], on(1) + nudge[1] - ORIGIN[1]];
}
type Draw = { pick: number; along: number; nudge: Lattice };

function edgesOfRing(ring: readonly Position[]): (readonly [Lattice, Lattice])[] {
  const points = ring.map(([lng = 0, lat = 0]): Lattice => [toUnits(lng), toUnits(lat)]);
  return points.slice(1).map((point, i) => [points[i]!, point] as const); // one less than points
}

const nudge: fc.Arbitrary<Lattice> = fc.tuple(
  fc.integer({ min: -2, max: 2 }),
  fc.integer({ min: -2, max: 2 }),
);
const draw: fc.Arbitrary<Draw> = fc.record({
  pick: fc.nat(10_000),
  along: fc.oneof(fc.constantFrom(0, TIMES), fc.nat(TIMES)),
  nudge: fc.oneof(fc.constant<Lattice>([0, 0]), nudge),
});
const anywhere: fc.Arbitrary<Lattice> = fc.tuple(
  fc.integer({ min: -TIMES, max: (TESSELLATION_SIZE + 1) * TIMES }),
  fc.integer({ min: -TIMES, max: (TESSELLATION_SIZE + 1) * TIMES }),
);
const layers: fc.Arbitrary<readonly AreaGeometry[]> = fc.oneof(
  tessellation.map(({ areas }) => areas),
  fc.array(wildArea, { minLength: 1, maxLength: 40, size: "max" }),
);

test("where cells are many units wide, all positions on a border, beside it and elsewhere have the owners of big integers", () => {
  const made = fc.tuple(
    layers,
    fc.array(draw, { minLength: 150, maxLength: 150 }),
    fc.array(anywhere, { minLength: 60, maxLength: 60 }),
  );
  fc.assert(
    fc.property(made, ([lattice, draws, elsewhere]) => {
      const areas = lattice.map((area) => stretched(area, TIMES));
      const edgewise = draws.flatMap((one) => {
        const point = onAnEdge(areas, one);
        return point ? [point] : [];
      });
      const pairs = [...edgewise, ...elsewhere];
      const { units, degrees } = pointsOf(pairs);
      const index = createAreaIndex(areas);
      const expected = Int32Array.from(
        pairs,
        ([x, y]) => bruteForceOwners(areas, [ORIGIN[0] + x, ORIGIN[1] + y])[0] ?? -1,
      );
      expect(index.ownersOf(units)).toEqual(expected);
      expect(index.ownersOf(degrees)).toEqual(expected);
      expect(Int32Array.from(pairs, (point) => index.ownerOf(at(point)))).toEqual(expected);
    }),
    { seed: 64, numRuns: 24 },
  );
}, 60_000);

test("at the corners of the world, and of all numbers of units, positions have an owner and beyond them none", () => {
  const side = (2 ** 31 - 1) / 1e7;
  const everything: AreaGeometry = { type: "Polygon", coordinates: [[[-side, -side], [side, -side], [side, side], [-side, side]]] };
  const world: AreaGeometry = { type: "Polygon", coordinates: [[[-180, -90], [180, -90], [180, 90], [-180, 90]]] };
  const corners = (x: number, y: number): number[] => [-x, -y, x, -y, x, y, -x, y, 0, y, x, 0, -x, 0, 0, -y, 0, 0];
  expect(new Set(createAreaIndex([world]).ownersOf(Float64Array.from(corners(180, 90))))).toEqual(new Set([0]));
  expect(new Set(createAreaIndex([everything]).ownersOf(Float64Array.from(corners(side, side))))).toEqual(new Set([0]));
  const beyond = Float64Array.of(180.0000001, 0, -180.0000001, 0, 0, 90.0000001, 0, -90.0000001, side, side, -side, -side);
  expect(new Set(createAreaIndex([world]).ownersOf(beyond))).toEqual(new Set([-1]));
}); // prettier-ignore

test.each([3, 4, 5, 12, 29, 30, 31, 60])("where %i areas meet in one point, all positions around it have the owner of big integers", (count) => {
  const rim = Array.from({ length: count }, (_, i): Lattice => {
    const angle = (2 * Math.PI * i) / count;
    return [Math.round(100_000 * Math.cos(angle)), Math.round(100_000 * Math.sin(angle))];
  });
  const wedges = rim.map((point, i) => polygonOf([[0, 0], point, rim[(i + 1) % count]!])); // modulo length
  const around = Array.from({ length: 41 * 41 }, (_, i): Lattice => [((i % 41) - 20) * 997, (Math.floor(i / 41) - 20) * 997]);
  const { units } = pointsOf([...around, ...rim]);
  const expected = [...around, ...rim].map(([x, y]) => bruteForceOwners(wedges, [ORIGIN[0] + x, ORIGIN[1] + y])[0] ?? -1);
  expect(createAreaIndex(wedges).ownersOf(units)).toEqual(Int32Array.from(expected));
}); // prettier-ignore

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

/** How many units wide and high the notch's corner is that the million lie in. */
const NOTCH = 21;

test("a million positions in one cell have the owner each that an exact count gives", () => {
  const comb = polygonOf([[0, 0], [4000, 0], [4000, 4000], [3000, 1], [2000, 4000], [1000, 1], [0, 4000]]); // prettier-ignore
  const square = Array.from({ length: NOTCH ** 2 }, (_, i): [number, number] => [
    ORIGIN[0] + 2990 + (i % NOTCH),
    ORIGIN[1] + Math.floor(i / NOTCH),
  ]);
  const exact = square.map((point) => bruteForceOwners([comb], point)[0] ?? -1);
  const expected = Int32Array.from({ length: 1_000_000 }, (_, i) => exact[i % exact.length]!); // modulo length
  const units = Int32Array.from({ length: 2_000_000 }, (_, i) => square[(i >> 1) % square.length]![i % 2]!); // as above
  expect(new Set(exact)).toEqual(new Set([0, -1]));
  expect(createAreaIndex([comb]).ownersOf(units)).toEqual(expected);
}, 30_000);
