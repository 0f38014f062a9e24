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

test("a thinned line keeps its ends and has no point within 15 m of the one before, a ring stays closed", () => {
  const coordinates = Array.from({ length: 400 }, (_, i) => [
    118 + i * 0.00003,
    32 + 0.0004 * Math.sin(i / 40),
  ]);
  const [line] = overviewOf(feature({ type: "LineString", coordinates }));
  const thin = (line!.geometry as LineString).coordinates as [number, number][];
  expect(thin[0]).toEqual([118, 32]);
  expect(thin.at(-1)![0]).toBeCloseTo(coordinates.at(-1)![0]!, 5);
  expect(thin.length).toBeLessThan(100);
  thin.slice(1, -1).forEach(([x, y], i) => {
    expect(Math.hypot(x - thin[i]![0], y - thin[i]![1])).toBeGreaterThan(0.00013); // rounded to 5 decimals
  });
  const [ring] = overviewOf(feature({ type: "Polygon", coordinates: [square(118, 0.01)] }));
  const corners = (ring!.geometry as Polygon).coordinates[0]!;
  expect(corners[0]).toEqual(corners.at(-1));
});
