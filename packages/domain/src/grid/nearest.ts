import { distanceMetres } from "@getu/geometry";
import type { LngLat } from "@getu/geometry";

/** Something with how far it is. */
export type Near<Thing> = { thing: Thing; metres: number };

/** The `count` things that are nearest to a position, the nearest first. */
export function nearestTo<Thing extends { position: LngLat }>(
  position: LngLat,
  things: readonly Thing[],
  count: number,
): Near<Thing>[] {
  return things
    .map((thing) => ({ thing, metres: distanceMetres(position, thing.position) }))
    .sort((a, b) => a.metres - b.metres)
    .slice(0, count);
}
