import { toUnits } from "@getu/geometry";
import type { Polygon } from "geojson";
import { createBoxes } from "./flatbush-boxes.ts";

/**
 * The fair peer: candidates from Flatbush, each asked by an even-odd test by hand over one typed array. Coordinates are
 * whole units, so within a city every product is exact, and a border has one owner as in R14.
 */
export function createFlatbushTyped(areas: readonly Polygon[]): (lng: number, lat: number) => number {
  const boxes = createBoxes(areas);
  const rings = areas.map(({ coordinates }) => coordinates[0] ?? []);
  const corners = Int32Array.from(
    rings.flatMap((ring) => ring.slice(1).flatMap((point) => point.map(toUnits))),
  );
  const starts = new Int32Array(areas.length + 1);
  for (const [i, ring] of rings.entries()) starts[i + 1] = starts[i]! + 2 * (ring.length - 1); // one more start than areas

  const holds = (area: number, x: number, y: number): boolean => {
    const start = starts[area]!; // Flatbush numbers what was added
    const end = starts[area + 1]!; // one more start than areas
    let isInside = false;
    let ax = corners[end - 2]!; // rings have corners
    let below = y - corners[end - 1]!; // as above
    for (let i = start; i < end; i += 2) {
      const bx = corners[i]!; // even length
      const next = y - corners[i + 1]!; // as above
      if ((below ^ next) < 0) {
        const side = (bx - ax) * below - (below - next) * (x - ax);
        if (below < 0 ? side < 0 : side > 0) isInside = !isInside;
      }
      ax = bx;
      below = next;
    }
    return isInside;
  };

  return (lng, lat) => {
    const x = toUnits(lng);
    const y = toUnits(lat);
    for (const i of boxes.search(lng, lat, lng, lat)) if (holds(i, x, y)) return i;
    return -1;
  };
}
