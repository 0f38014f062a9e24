import { nodeAt, xOf, yOf } from "@getu/geometry/partition";
import type { NodeKey, Partition, UnitPlace } from "@getu/geometry/partition";

/** How far from the pointer something may lie to be meant, as the screen sees it. */
export type Reach = {
  /** In units of longitude. */
  readonly units: number;
  /** How much longer a unit of latitude is on the screen than one of longitude: 1 / cos(latitude). */
  readonly stretch: number;
};

/** A place between nodes, in units from a partition's origin. */
export type FreePlace = { readonly x: number; readonly y: number };

/** Where a place lies from the origin of a partition. */
export const fromOrigin = ({ origin: [x0, y0] }: Partition, [x, y]: UnitPlace): FreePlace => ({
  x: x - x0,
  y: y - y0,
});

/** A place as a free one. */
export const placeAt = (node: NodeKey): FreePlace => ({ x: xOf(node), y: yOf(node) });

/** How far two places are from each other on the screen, in units of longitude. */
export const apart = (one: FreePlace, other: FreePlace, stretch: number): number =>
  Math.hypot(one.x - other.x, (one.y - other.y) * stretch);

/** The place on a stretch from `a` to `b` that the screen shows nearest to a place. */
export function nearestOn(
  a: FreePlace,
  b: FreePlace,
  { place, stretch }: { place: FreePlace; stretch: number },
): FreePlace {
  const [dx, dy] = [b.x - a.x, (b.y - a.y) * stretch];
  const length2 = dx * dx + dy * dy;
  const along = (place.x - a.x) * dx + (place.y - a.y) * stretch * dy;
  const share = length2 === 0 ? 0 : Math.min(1, Math.max(0, along / length2));
  return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
}

/** The node nearest to a free place; NaN out of reach. */
export const nearestNode = ({ x, y }: FreePlace): NodeKey => nodeAt(Math.round(x), Math.round(y));
