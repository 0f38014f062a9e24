import { distanceMetres } from "@getu/geometry";
import fc from "fast-check";
import type { Polygon } from "geojson";
import { expect, test } from "vitest";
import { accuracyCircle } from "../src/accuracy-circle.ts";

const position = fc.tuple(
  fc.double({ min: 74, max: 135, noNaN: true }),
  fc.double({ min: 18, max: 53, noNaN: true }),
);

test("the circle of a position is closed, and each of its corners is as far away as the position may be wrong", () => {
  fc.assert(
    fc.property(position, fc.double({ min: 1, max: 3_000, noNaN: true }), (middle, radiusMetres) => {
      const [feature] = accuracyCircle(middle, radiusMetres).features;
      const [ring] = (feature!.geometry as Polygon).coordinates; // one polygon
      expect(ring!.at(-1)).toEqual(ring![0]);
      for (const [lng = 0, lat = 0] of ring!)
        expect(Math.abs(distanceMetres(middle, [lng, lat]) - radiusMetres)).toBeLessThan(
          0.02 + radiusMetres / 100,
        );
    }),
    { seed: 48 },
  );
});
