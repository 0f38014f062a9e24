import type { Bbox, LngLat } from "./coordinate.ts";
import { toDegrees, toUnits, UNITS_PER_DEGREE } from "./coordinate.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";

/** A box that holds everything within so many metres of a position, and a little more; near a pole it goes all around. */
export function bboxAround([lng, lat]: LngLat, radiusMetres: number): Bbox {
  const high = Math.ceil(radiusMetres / METRES_PER_UNIT);
  const scale = longitudeScale(Math.min(90 * UNITS_PER_DEGREE, Math.abs(toUnits(lat)) + high));
  const wide = scale * 180 * UNITS_PER_DEGREE <= high ? 360 * UNITS_PER_DEGREE : Math.ceil(high / scale);
  return [
    Math.max(-180, toDegrees(toUnits(lng) - wide)),
    Math.max(-90, toDegrees(toUnits(lat) - high)),
    Math.min(180, toDegrees(toUnits(lng) + wide)),
    Math.min(90, toDegrees(toUnits(lat) + high)),
  ];
}
