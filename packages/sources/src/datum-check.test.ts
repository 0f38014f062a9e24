import { existsSync, readFileSync } from "node:fs";
import { createAreaIndex } from "@getu/geometry";
import type { AreaGeometry, LngLat } from "@getu/geometry";
import { fromWgs84 } from "@getu/geometry/crs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixturePath } from "../test/fixture.ts";
import { checkDatum, checkDeclaredCrs, createSampler } from "./datum-check.ts";

// A made-up street of 4 km in Nanjing, points up to its border.
const street: AreaGeometry = {
  type: "Polygon",
  coordinates: [[[118.76, 32.03], [118.8, 32.03], [118.8, 32.07], [118.76, 32.07], [118.76, 32.03]]], // prettier-ignore
};
const index = createAreaIndex([street]);
const isInside = (position: LngLat): boolean => index.ownerOf(position) === 0;
const inStreet = Array.from({ length: 400 }, (_, at): LngLat => [
  118.76 + ((at % 20) + 0.5) / 500,
  32.03 + (Math.floor(at / 20) + 0.5) / 500,
]);

describe("T22 plausibility of coordinates", () => {
  test("points where they are expected raise no word", () => {
    expect(checkDatum({ pairs: inStreet, crs: "wgs84" }, isInside)).toEqual([]);
  });

  test.each(["gcj02", "bd09"] as const)("points in %s read as WGS84 are recognised", (crs) => {
    const pairs = inStreet.map((position) => fromWgs84(position, crs));
    expect(checkDatum({ pairs, crs: "wgs84" }, isInside)).toEqual([
      expect.stringMatching(`^read as wgs84, \\d+ of 400 .* as ${crs}, all 400 would fit$`),
    ]);
  });

  test("WGS84 read as GCJ-02 is recognised too", () => {
    expect(checkDatum({ pairs: inStreet, crs: "gcj02" }, isInside)).toEqual([
      expect.stringMatching(/as wgs84, all 400 would fit$/),
    ]);
  });

  test("swapped axes are recognised in degrees and in metres", () => {
    const swap = ([x, y]: LngLat): LngLat => [y, x];
    const said = expect.stringMatching(
      /^none of 400 positions .*; with longitude and latitude swapped, all 400 would fit$/,
    );
    expect(checkDatum({ pairs: inStreet.map(swap), crs: "wgs84" }, isInside)).toEqual([said]);
    const metres = inStreet.map((position) => swap(fromWgs84(position, "epsg:4549")));
    expect(checkDatum({ pairs: metres, crs: "epsg:4549" }, isInside)).toEqual([said]);
  });

  test("a few stray points are geocoding, not a datum", () => {
    const pairs = [...inStreet, [118.75, 32.05], [118.81, 32.05], [118.78, 32.08]] as LngLat[];
    expect(checkDatum({ pairs, crs: "wgs84" }, isInside)).toEqual([]);
  });

  const cities = fixturePath("china/gcoord_664_cities_wgs84_gcj02_bd09.json");
  test.skipIf(!existsSync(cities))(
    "around each of 664 real cities a file in either shifted datum is recognised (needs ../shared/data)",
    () => {
      type City = { coords: Record<"WGS84" | "GCJ02" | "BD09", [number, number]> };
      for (const { coords } of JSON.parse(readFileSync(cities, "utf8")) as City[]) {
        const near = ([x, y]: LngLat): boolean =>
          Math.hypot((x - coords.WGS84[0]) * Math.cos((y * Math.PI) / 180), y - coords.WGS84[1]) * 111_195 <
          5;
        const repeated = (pair: LngLat): LngLat[] => Array.from({ length: 10 }, () => pair);
        expect(checkDatum({ pairs: repeated(coords.GCJ02), crs: "wgs84" }, near)[0]).toMatch(
          /as gcj02, all 10 would fit$/,
        );
        expect(checkDatum({ pairs: repeated(coords.BD09), crs: "wgs84" }, near)[0]).toMatch(
          /as bd09, all 10 would fit$/,
        );
        expect(checkDatum({ pairs: repeated(coords.WGS84), crs: "wgs84" }, near)).toEqual([]);
      }
    },
  );
});

test("the sample is even and bounded, however many values there are", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5_000 }), (count) => {
      const sampler = createSampler<number>(100);
      for (let value = 0; value < count; value += 1) sampler.add(value);
      const values = sampler.values();
      const steps = new Set(values.slice(1).map((value, at) => value - values[at]!)); // at < length - 1
      expect(values.length).toBeLessThan(200);
      expect(values.length).toBeGreaterThanOrEqual(Math.min(count, 100));
      expect(steps.size).toBeLessThanOrEqual(1);
    }),
    { seed: 5 },
  );
});

test.each([
  ["urn:ogc:def:crs:OGC:1.3:CRS84", "wgs84", 0],
  ["urn:ogc:def:crs:EPSG::4490", "wgs84", 0],
  ["EPSG:3435", "epsg:3435", 0],
  ["urn:ogc:def:crs:EPSG::3435", "wgs84", 1],
  ["EPSG:4326", "gcj02", 1],
  [null, "gcj02", 0],
] as const)("a file that calls itself %s and is read as %s raises %i warnings", (declared, crs, count) => {
  expect(checkDeclaredCrs(declared, crs)).toHaveLength(count);
});
