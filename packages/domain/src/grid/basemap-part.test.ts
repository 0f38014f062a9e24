import type { Bbox } from "@getu/geometry";
import fc from "fast-check";
import type { Feature, Geometry, Position } from "geojson";
import { expect, test } from "vitest";
import { basemapPart } from "./basemap-part.ts";

// Whole numbers up to ten: features that only touch the box come up often.
const position = fc.tuple(fc.integer({ min: 0, max: 10 }), fc.integer({ min: 0, max: 10 }));
const box = fc
  .tuple(position, fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
  .map(([[west, south], width, height]): Bbox => [west, south, west + width, south + height]);
const line = fc.array(position, { minLength: 2, maxLength: 4 });
const geometry: fc.Arbitrary<Geometry> = fc.oneof(
  position.map((coordinates): Geometry => ({ type: "Point", coordinates })),
  line.map((coordinates): Geometry => ({ type: "LineString", coordinates })),
  fc
    .array(line, { minLength: 1, maxLength: 2 })
    .map((lines): Geometry => ({ type: "MultiLineString", coordinates: lines })),
  line.map((ring): Geometry => ({ type: "Polygon", coordinates: [[...ring, ring[0]!]] })), // it has two at least
  line.map((coordinates): Geometry => ({
    type: "GeometryCollection",
    geometries: [{ type: "LineString", coordinates }],
  })),
);
const features = fc
  .array(geometry, { maxLength: 8 })
  .map((geometries) =>
    geometries.map((each, i): Feature => ({ type: "Feature", properties: { i }, geometry: each })),
  );

const partOf = (all: Feature[], within: Bbox): Feature[] =>
  basemapPart({ type: "FeatureCollection", features: all }, within).features;

/** Points a tenth apart along each stretch of a geometry: what the eye would see of its lines. */
function sample(of: Geometry): Position[] {
  if (of.type === "Point") return [of.coordinates];
  if (of.type === "GeometryCollection") return of.geometries.flatMap(sample);
  const lines = of.type === "LineString" ? [of.coordinates] : (of.coordinates as Position[][]);
  return lines.flatMap((each) =>
    each.flatMap((end, i) => {
      const begin = each[i - 1] ?? end;
      return Array.from({ length: 11 }, (_, step) => [
        begin[0]! + ((end[0]! - begin[0]!) * step) / 10,
        begin[1]! + ((end[1]! - begin[1]!) * step) / 10,
      ]);
    }),
  );
}

test("the ground of a part holds whatever is seen in its box, in order and as it was", () => {
  fc.assert(
    fc.property(features, box, (all, within) => {
      const [west, south, east, north] = within;
      const seen = all.filter((feature) =>
        sample(feature.geometry).some(([x, y]) => x! >= west && x! <= east && y! >= south && y! <= north),
      );
      const kept = partOf(all, within);
      expect(kept.filter((feature) => seen.includes(feature))).toEqual(seen);
      expect(all.filter((feature) => kept.includes(feature))).toEqual(kept);
    }),
    { seed: 4, numRuns: 2000 },
  );
});

test("the ground of a part leaves out what lies wholly beside its box", () => {
  fc.assert(
    fc.property(features, box, (all, [west, south, east, north]) => {
      const isBeside = (feature: Feature): boolean => {
        const points = sample(feature.geometry);
        return (
          points.every(([x]) => x! < west) ||
          points.every(([x]) => x! > east) ||
          points.every(([, y]) => y! < south) ||
          points.every(([, y]) => y! > north)
        );
      };
      const kept = partOf(all, [west, south, east, north]);
      expect(kept.filter(isBeside)).toEqual([]);
    }),
    { seed: 5, numRuns: 2000 },
  );
});
