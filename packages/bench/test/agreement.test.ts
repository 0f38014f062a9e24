import { createAreaIndex } from "@getu/geometry";
import { expect, inject, test } from "vitest";
import { createMadeUpCity } from "../src/made-up-city.ts";
import { createMadeUpPoints } from "../src/made-up-points.ts";
import { createFlatbushTurf } from "../src/peers/flatbush-turf.ts";
import { createFlatbushTyped } from "../src/peers/flatbush-typed.ts";

const [GRIDS, POINTS] = inject("gate") === "night" ? [20_000, 1_000_000] : [4_000, 200_000];
const UNIT = 1e-7;

test(`${POINTS} positions over ${GRIDS} grids have the owners that an exact test of every candidate finds`, () => {
  const { areas } = createMadeUpCity({ grids: GRIDS, seed: 1 });
  const points = createMadeUpPoints({ count: POINTS, seed: 2 });
  const owners = createAreaIndex(areas).ownersOf(points);
  const exact = createFlatbushTyped(areas);
  const ownerOf = (lng: number, lat: number): number => {
    const looks = [[0, 0], [UNIT, 0], [0, UNIT], [UNIT, UNIT]] as const; // R14: the second look of outer borders
    return looks.map(([west, south]) => exact(lng - west, lat - south)).find((owner) => owner >= 0) ?? -1;
  }; // prettier-ignore
  const expected = Int32Array.from({ length: POINTS }, (_, i) => ownerOf(points[2 * i]!, points[2 * i + 1]!)); // two a point
  expect(owners).toEqual(expected);
  expect(new Set(owners).size).toBeGreaterThan(0.75 * GRIDS);
}, 120_000);

test("on a city of 3,000 grids the owners are Turf's, but on borders", () => {
  const { areas } = createMadeUpCity({ grids: 3000, seed: 3 });
  const points = createMadeUpPoints({ count: 100_000, seed: 4 });
  const owners = createAreaIndex(areas).ownersOf(points);
  const turf = createFlatbushTurf(areas);
  const differing = [...owners.keys()].filter((i) => turf(points[2 * i]!, points[2 * i + 1]!) !== owners[i]);
  expect(differing.length).toBeLessThan(3); // borders in six decimals are rare, and Turf sees them in doubles
}, 60_000);

test("a made-up city tiles its box: the areas of its grids add up to it, and no edge has a third side", () => {
  const { areas, corners, uniqueEdges } = createMadeUpCity({ grids: 300, seed: 1 });
  const twice = areas.reduce((sum, { coordinates: [ring = []] }) => {
    const units = ring.map(
      ([lng = 0, lat = 0]) => [Math.round((lng - 120) * 1e7), Math.round((lat - 31) * 1e7)] as const,
    );
    return (
      sum +
      units.reduce((area, [x, y], i) => area + x * (units[i + 1]?.[1] ?? y) - (units[i + 1]?.[0] ?? x) * y, 0)
    );
  }, 0);
  expect(twice).toBe(2 * 6_000_000 * 3_300_000);
  expect(corners / areas.length).toBeGreaterThan(80);
  expect(uniqueEdges).toBeLessThan(corners);
});
