import { polygonsOf } from "./area.ts";
import type { AreaGeometry } from "./area.ts";
import type { Bbox } from "./coordinate.ts";

/** The smallest box around an area in degrees; `[Infinity, Infinity, -Infinity, -Infinity]` when it has no points. */
export function bboxOf(area: AreaGeometry): Bbox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of polygonsOf(area).flat()) {
    for (const [lng = Number.NaN, lat = Number.NaN] of ring) {
      [west, east] = [Math.min(west, lng), Math.max(east, lng)];
      [south, north] = [Math.min(south, lat), Math.max(north, lat)];
    }
  }
  return [west, south, east, north];
}
