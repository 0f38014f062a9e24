import type { Bbox } from "@getu/geometry";
import type { FeatureCollection, Geometry, Position } from "geojson";

function positionsOf(geometry: Geometry): Position[] {
  switch (geometry.type) {
    case "Point":
      return [geometry.coordinates];
    case "LineString":
    case "MultiPoint":
      return geometry.coordinates;
    case "Polygon":
    case "MultiLineString":
      return geometry.coordinates.flat();
    case "MultiPolygon":
      return geometry.coordinates.flat(2);
    default:
      return geometry.geometries.flatMap(positionsOf);
  }
}

/** True unless all of it lies on one side of the box. */
function reachesInto(geometry: Geometry, [west, south, east, north]: Bbox): boolean {
  let [isWest, isSouth, isEast, isNorth] = [true, true, true, true];
  for (const [lng = Number.NaN, lat = Number.NaN] of positionsOf(geometry)) {
    isWest &&= lng < west;
    isEast &&= lng > east;
    isSouth &&= lat < south;
    isNorth &&= lat > north;
  }
  return !(isWest || isSouth || isEast || isNorth);
}

/** The features of the ground that reach into a box, whole; one that only passes by a corner may come along. */
export function basemapPart({ features }: FeatureCollection, box: Bbox): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: features.filter(({ geometry }) => reachesInto(geometry, box)),
  };
}
