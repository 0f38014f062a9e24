import Flatbush from "flatbush";
import type { Polygon } from "geojson";

/** Flatbush over the boxes of areas, as both hand-made peers use it. */
export function createBoxes(areas: readonly Polygon[]): Flatbush {
  const boxes = new Flatbush(areas.length);
  for (const { coordinates } of areas) {
    const ring = coordinates[0] ?? [];
    const [lngs, lats] = [ring.map(([lng = Number.NaN]) => lng), ring.map(([, lat = Number.NaN]) => lat)];
    boxes.add(Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats));
  }
  boxes.finish();
  return boxes;
}
