import type { Feature, Geometry, LineString, Polygon } from "geojson";
import { expect, test } from "vitest";
import { basemapOverview } from "./basemap-overview.ts";

const feature = (geometry: Geometry, properties: Feature["properties"] = {}): Feature => ({
  type: "Feature",
  properties,
  geometry,
});

const square = (west: number, side: number) => [
  [west, 32],
  [west + side, 32],
  [west + side, 32 + side],
  [west, 32 + side],
  [west, 32],
];

const overviewOf = (...features: Feature[]): Feature[] =>
  basemapOverview({ type: "FeatureCollection", features }).features;

test("an overview leaves out lanes and what is smaller than a few pixels of a city, and keeps the rest with its words", () => {
  const line: Geometry = { type: "LineString", coordinates: [[118, 32], [118.01, 32.01]] }; // prettier-ignore
  const large = feature(
    { type: "Polygon", coordinates: [square(118, 0.01)] },
    { kind: "park", name: "大公园" },
  );
  const kept = overviewOf(
    large,
    feature({ type: "Polygon", coordinates: [square(118.2, 0.0003)] }, { kind: "garden" }),
    feature(line, { class: "lane" }),
    feature(line, { class: "arterial" }),
  );
  expect(kept.map(({ properties }) => properties)).toEqual([large.properties, { class: "arterial" }]);
});

/** Metres as degrees at the equator, where they are longest. */
const METRES = 1 / 111_319;

function distanceTo([x, y]: readonly [number, number], line: readonly [number, number][]): number {
  const distances = line.slice(1).map(([bx, by], i) => {
    const [ax, ay] = line[i]!; // the corner before
    const square = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square));
    return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
  });
  return Math.min(...distances);
}

test("a thinned line keeps its ends and has every point of its own within 9 m, by far fewer corners; a ring stays closed", () => {
  const coordinates = Array.from({ length: 400 }, (_, i): [number, number] => [
    118 + i * 0.00003,
    32 + 0.0004 * Math.sin(i / 40),
  ]);
  const [line] = overviewOf(feature({ type: "LineString", coordinates }));
  const thin = (line!.geometry as LineString).coordinates as [number, number][];
  expect(thin[0]).toEqual([118, 32]);
  expect(thin.at(-1)![0]).toBeCloseTo(coordinates.at(-1)![0], 5);
  for (const point of coordinates) expect(distanceTo(point, thin)).toBeLessThan(9 * METRES);
  expect(thin.length).toBeLessThan(30);
  const [ring] = overviewOf(feature({ type: "Polygon", coordinates: [square(118, 0.01)] }));
  const corners = (ring!.geometry as Polygon).coordinates[0]!;
  expect(corners).toEqual(square(118, 0.01));
});
