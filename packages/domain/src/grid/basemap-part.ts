import type { Bbox } from "@getu/geometry";
import type { FeatureCollection, Geometry, Position } from "geojson";

function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === "GeometryCollection") return geometry.geometries.flatMap(positionsOf);
  if (geometry.type === "Point") return [geometry.coordinates];
  if (geometry.type === "LineString" || geometry.type === "MultiPoint") return geometry.coordinates;
  return geometry.type === "MultiPolygon" ? geometry.coordinates.flat(2) : geometry.coordinates.flat();
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
