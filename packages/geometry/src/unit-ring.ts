import type { Position } from "geojson";
import { polygonsOf } from "./area.ts";
import type { AreaGeometry } from "./area.ts";
import { toUnits } from "./coordinate.ts";

/**
 * A ring in whole units, `[x0, y0, x1, y1, …]`: no point twice in a row and the first not repeated at the end.
 * Every index into it below is taken modulo its length, so it is always in range.
 */
export type UnitRing = Int32Array;

/** A polygon in whole units: the shell first, then holes. */
export type UnitPolygon = readonly UnitRing[];

/** Beyond this a unit coordinate does not fit 32 bits (about 214.7 degrees). */
export const MAX_UNITS = 2 ** 31 - 1;

const isPosition = (x: number, y: number): boolean => Math.abs(x) <= MAX_UNITS && Math.abs(y) <= MAX_UNITS; // false for NaN

/** Rounds a ring to units; unclosed rings and repeated points are tolerated, a coordinate that is no number throws. */
export function toUnitRing(ring: readonly Position[]): UnitRing {
  const units = new Int32Array(2 * ring.length);
  let end = 0;
  for (const point of ring) {
    const x = toUnits(point[0] ?? Number.NaN);
    const y = toUnits(point[1] ?? Number.NaN);
    if (!isPosition(x, y)) throw new RangeError(`[${point.join(", ")}] is not a longitude and latitude`);
    if (end > 0 && x === units[end - 2] && y === units[end - 1]) continue;
    units[end++] = x;
    units[end++] = y;
  }
  while (end > 2 && units[0] === units[end - 2] && units[1] === units[end - 1]) end -= 2;
  return units.slice(0, end);
}

/** Rounds an area to units; polygons without a shell of three points are left out, they hold nothing. */
export function toUnitPolygons(area: AreaGeometry): UnitPolygon[] {
  return polygonsOf(area)
    .map((rings) => rings.map(toUnitRing))
    .filter((rings) => (rings[0]?.length ?? 0) >= 6)
    .map((rings) => rings.filter((ring) => ring.length >= 6));
}

/** Rounds areas to units; an error names the area by its index. */
export function toUnitAreas(areas: readonly AreaGeometry[]): UnitPolygon[][] {
  return areas.map((area, index) => {
    try {
      return toUnitPolygons(area);
    } catch (cause) {
      throw new RangeError(`area ${index}: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      });
    }
  });
}
