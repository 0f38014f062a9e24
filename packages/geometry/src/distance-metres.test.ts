import { distance } from "@turf/distance";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bboxAround } from "./bbox-around.ts";
import { distanceMetres } from "./distance-metres.ts";

const position = (west: number, east: number): fc.Arbitrary<[number, number]> =>
  fc.tuple(fc.double({ min: west, max: east, noNaN: true }), fc.double({ min: 18, max: 53, noNaN: true }));
const step = fc.double({ min: -0.05, max: 0.05, noNaN: true });

test("the distance within a street is Turf's to a thousandth, and to a centimetre where that is more", () => {
  fc.assert(
    fc.property(position(74, 135), step, step, (a, east, north) => {
      const b: [number, number] = [a[0] + east, a[1] + north];
      const expected = distance(a, b, { units: "meters" });
      expect(Math.abs(distanceMetres(a, b) - expected)).toBeLessThan(Math.max(0.02, expected / 1000));
      expect(distanceMetres(b, a)).toBe(distanceMetres(a, b));
    }),
    { seed: 311 },
  );
});

test("the box around a position holds whatever lies within the distance", () => {
  fc.assert(
    fc.property(position(-179, 179), step, step, ([lng, lat], east, north) => {
      const other: [number, number] = [lng + east / 5, lat + north / 5];
      const [west, south, eastern, northern] = bboxAround([lng, lat], distanceMetres([lng, lat], other));
      expect(other[0]).toBeGreaterThanOrEqual(west - 1e-7);
      expect(other[0]).toBeLessThanOrEqual(eastern + 1e-7);
      expect(other[1]).toBeGreaterThanOrEqual(south - 1e-7);
      expect(other[1]).toBeLessThanOrEqual(northern + 1e-7);
    }),
    { seed: 311 },
  );
  expect(bboxAround([10, 90], 200)).toEqual([-180, expect.any(Number), 180, 90]);
});
