import { twiceSignedArea } from "./signed-area.ts";
import type { UnitPolygon, UnitRing } from "./unit-ring.ts";

/**
 * Every ring of a list of areas, numbered by its place: areas in order, their polygons in order, shells before their
 * holes. So a polygon's rings are neighbours, and the lowest ring belongs to the first area.
 */
export type SidedRing = {
  ring: UnitRing;
  area: number;
  /** The number of the polygon's shell; a shell's is its own. */
  shell: number;
  /** True when the area lies on the right of the points as they come. */
  flip: boolean;
};

/** Lists the rings; shells are meant counter-clockwise and holes clockwise, whatever the input does. */
export function toSidedRings(areas: readonly (readonly UnitPolygon[])[]): SidedRing[] {
  const rings: SidedRing[] = [];
  for (const [area, polygons] of areas.entries()) {
    for (const polygon of polygons) {
      const shell = rings.length;
      for (const ring of polygon) {
        const counterClockwise = twiceSignedArea(ring) > 0;
        rings.push({ ring, area, shell, flip: counterClockwise !== (rings.length === shell) });
      }
    }
  }
  return rings;
}
