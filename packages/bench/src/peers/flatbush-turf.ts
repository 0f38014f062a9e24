import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import type { Polygon } from "geojson";
import { createBoxes } from "./flatbush-boxes.ts";

/** What most would write: candidates from Flatbush, each asked by Turf; the first that holds the point, or -1. */
export function createFlatbushTurf(areas: readonly Polygon[]): (lng: number, lat: number) => number {
  const boxes = createBoxes(areas);
  return (lng, lat) => {
    const point = [lng, lat];
    for (const i of boxes.search(lng, lat, lng, lat)) {
      if (booleanPointInPolygon(point, areas[i]!)) return i; // Flatbush numbers what was added
    }
    return -1;
  };
}
