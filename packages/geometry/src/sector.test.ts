import { bearing } from "@turf/bearing";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import { destination } from "@turf/destination";
import { distance } from "@turf/distance";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sectorPolygon } from "./sector.ts";

const camera = { position: [121.4737, 31.2304] as const, rangeMetres: 80 };

const sees = (
  bearingDegrees: number,
  fieldOfViewDegrees: number,
  direction: number,
  metres: number,
): boolean => {
  const target = destination([...camera.position], metres, direction, { units: "meters" });
  return booleanPointInPolygon(target, sectorPolygon({ ...camera, bearingDegrees, fieldOfViewDegrees }));
};

test("a sector holds what lies within its field of view and range, also across north, and nothing else", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 359 }),
      fc.integer({ min: 4, max: 359 }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      (looking, width, off) => {
        fc.pre(Math.abs(Math.abs(off) - width / 2) > 1);
        expect(sees(looking, width, looking + off, 70)).toBe(Math.abs(off) < width / 2);
        expect(sees(looking, width, looking + off, 81)).toBe(false);
      },
    ),
    { seed: 360, numRuns: 500 },
  );
});

test("a field of view of 360 degrees is a circle around the camera", () => {
  const [ring = []] = sectorPolygon({ ...camera, bearingDegrees: 10, fieldOfViewDegrees: 360 }).coordinates;
  expect(ring.length).toBeGreaterThan(60);
  for (const corner of ring)
    expect(distance([...camera.position], corner, { units: "meters" })).toBeCloseTo(80, 3);
  expect(
    new Set(ring.map((corner) => Math.round(bearing([...camera.position], corner) / 90))).size,
  ).toBeGreaterThan(3);
});
