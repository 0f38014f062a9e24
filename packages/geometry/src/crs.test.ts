import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeCrs, fromWgs84, parseCrs, reprojectArea, toWgs84 } from "./crs.ts";
import type { LngLat } from "./coordinate.ts";
import { fixturePath } from "../test/fixture.ts";

/** Metres between two positions close to each other, on the sphere. */
function metresBetween(a: LngLat, b: LngLat): number {
  const [dx, dy] = [(a[0] - b[0]) * Math.cos((a[1] * Math.PI) / 180), a[1] - b[1]];
  return Math.hypot(dx, dy) * 111_195;
}

const cities = fixturePath("china/gcoord_664_cities_wgs84_gcj02_bd09.json");
const chicago = fixturePath("chicago/incidents.csv");

describe.skipIf(!existsSync(cities))("664 Chinese cities (needs ../shared/data)", () => {
  const all: { coords: Record<"WGS84" | "GCJ02" | "BD09", [number, number]> }[] = existsSync(cities)
    ? JSON.parse(readFileSync(cities, "utf8"))
    : [];

  test.each([
    ["gcj02", "GCJ02"],
    ["bd09", "BD09"],
  ] as const)("%s agrees with the published positions within 1 m both ways", (crs, column) => {
    expect(all).toHaveLength(664);
    for (const { coords } of all) {
      expect(metresBetween(fromWgs84(coords.WGS84, crs), coords[column])).toBeLessThan(1);
      expect(metresBetween(toWgs84(coords[column], crs), coords.WGS84)).toBeLessThan(1);
    }
  });
});

const inChina = fc.tuple(
  fc.double({ min: 74, max: 135, noNaN: true }),
  fc.double({ min: 3, max: 53, noNaN: true }),
);

test.each(["gcj02", "bd09", "epsg:3857", "epsg:2414", "epsg:4549"] as const)(
  "%s there and back is closer than 1 cm inside China",
  (crs) => {
    const near: (position: LngLat) => LngLat =
      crs === "epsg:4549" || crs === "epsg:2414"
        ? ([lng, lat]) => [(crs === "epsg:4549" ? 120 : 114) + (lng - 105) / 60, lat]
        : (position) => position;
    fc.assert(
      fc.property(inChina, (anywhere) => {
        const position = near(anywhere);
        expect(metresBetween(toWgs84(fromWgs84(position, crs), crs), position)).toBeLessThan(0.01);
      }),
      { seed: 664, numRuns: 500 },
    );
  },
);

test("positions at the edge of the shifted region are answered, not searched for ever", () => {
  const edges: LngLat[] = [72.004, 72.0041, 137.8347, 137.83].flatMap((lng): LngLat[] => [
    [lng, 30],
    [lng, 0.8293],
    [lng, 55.8271],
  ]);
  for (const edge of edges) expect(metresBetween(toWgs84(edge, "gcj02"), edge)).toBeLessThan(2000);
});

test("GCJ-02 leaves positions outside China as they are", () => {
  expect(toWgs84([-77, 38.9], "gcj02")).toEqual([-77, 38.9]);
});

test.skipIf(!existsSync(chicago))(
  "EPSG:3435 (US survey feet) gives the published longitude and latitude within 1 m (needs ../shared/data)",
  async () => {
    const lines = createInterface({ input: createReadStream(chicago) });
    let [compared, worst] = [0, 0];
    for await (const line of lines) {
      // x, y, year, "updated", latitude, longitude, "(location)" end the row; commas inside quotes come before them.
      const found = /,(\d+),(\d+),\d{4},"[^"]*",(-?[\d.]+),(-?[\d.]+),"\([^"]*\)"$/.exec(line);
      if (!found) continue;
      const [x, y, lat, lng] = found.slice(1).map(Number) as [number, number, number, number];
      worst = Math.max(worst, metresBetween(toWgs84([x, y], "epsg:3435"), [lng, lat]));
      worst = Math.max(
        worst,
        metresBetween(toWgs84(fromWgs84([lng, lat], "epsg:3435"), "epsg:3435"), [lng, lat]),
      );
      compared++;
    }
    expect(compared).toBeGreaterThan(24_900);
    expect(worst).toBeLessThan(1);
  },
);

test("CGCS2000 and WGS 84 by number pass through, longitude first", () => {
  for (const crs of ["wgs84", "epsg:4326", "epsg:4490"] as const)
    expect(toWgs84([121.4737, 31.2304], crs)).toEqual([121.4737, 31.2304]);
});

test("the central meridian of a Gauss-Krüger zone lies at its false easting", () => {
  expect(toWgs84([500_000, 0], "epsg:4549")[0]).toBeCloseTo(120, 9);
  expect(toWgs84([500_000, 0], "epsg:4549")[1]).toBeCloseTo(0, 9);
});

test("a datum whose grid is not shipped uses its published parameters: a British water tower within 5 m", () => {
  // Caister water tower, the example of the Ordnance Survey's guide: 651409 E 313177 N, WGS 84 52.65798 N 1.71605 E.
  expect(metresBetween(toWgs84([651_409, 313_177], "epsg:27700"), [1.716_05, 52.657_98])).toBeLessThan(5);
  expect(describeCrs("epsg:27700")).toEqual({ name: "OSGB36 / British National Grid", accuracyMetres: 2 });
});

test.each([
  ["WGS84", "wgs84"],
  [" Gcj-02 ", "gcj02"],
  ["BD09", "bd09"],
  ["CGCS2000", "wgs84"],
  ["EPSG:3435", "epsg:3435"],
  ["urn:ogc:def:crs:EPSG::4549", "epsg:4549"],
  ["urn:ogc:def:crs:OGC:1.3:CRS84", "wgs84"],
] as const)("a user may write %s", (text, crs) => {
  expect(parseCrs(text)).toBe(crs);
});

test.each([
  ["epsg:999999", "epsg:999999 is not in the registry"],
  ["mars2000", 'unknown coordinate system "mars2000"'],
  ["epsg:", 'unknown coordinate system "epsg:"'],
  ["", 'unknown coordinate system ""'],
  ["epsg:4978", "epsg:4978 (WGS 84) does not give places on the ground"],
  ["epsg:5773", "epsg:5773 (EGM96 height) does not give places on the ground"],
  ["epsg:4269junk", 'unknown coordinate system "epsg:4269junk"'],
  ["epsg:2009", "needs the shift grid"],
])("%s is refused by name", (text, message) => {
  expect(() => parseCrs(text)).toThrow(message);
});

test("what no system can answer is NaN, not a wrong place", () => {
  expect(toWgs84([Number.NaN, 31], "gcj02")).toEqual([Number.NaN, Number.NaN]);
  expect(toWgs84([Infinity, 31], "epsg:3435")).toEqual([Number.NaN, Number.NaN]);
});

test("an area is converted point by point and loses its heights", () => {
  const ring = [
    [500_000, 0, 7],
    [500_100, 0, 7],
    [500_000, 100, 7],
    [500_000, 0, 7],
  ];
  const area = reprojectArea({ type: "MultiPolygon", coordinates: [[ring]] }, "epsg:4549");
  expect(area).toEqual({
    type: "MultiPolygon",
    coordinates: [[ring.map(([x = 0, y = 0]) => [...toWgs84([x, y], "epsg:4549")])]],
  });
});
