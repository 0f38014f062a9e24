import { toUnits } from "./coordinate.ts";
import type { LngLat } from "./coordinate.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";

/** Metres between two positions on the plane that touches the Earth between them: right to a thousandth within 10 km. */
export function distanceMetres([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const scale = longitudeScale(toUnits((latA + latB) / 2));
  return Math.hypot((toUnits(lngA) - toUnits(lngB)) * scale, toUnits(latA) - toUnits(latB)) * METRES_PER_UNIT;
}
