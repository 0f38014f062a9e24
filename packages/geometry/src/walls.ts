import type { AreaGeometry } from "./area.ts";
import { createHolders } from "./holders.ts";
import { toSidedRings } from "./sided-ring.ts";
import { createBoxFinder } from "./unit-box.ts";
import type { UnitBox } from "./unit-box.ts";
import { toUnitAreas } from "./unit-ring.ts";

/** A wall between two corners, in whole units. */
export type Wall = readonly [ax: number, ay: number, bx: number, by: number];

/** What stands in the way of a look: the walls of buildings, whatever their height. */
export type Walls = {
  /** Walls that touch a box in whole units. */
  within(box: UnitBox): Wall[];
  /** True for a point in whole units inside a building. */
  holds(x: number, y: number): boolean;
};

/** Walls of buildings; these may touch and overlap. A coordinate that is no number throws with the building's index. */
export function createWalls(buildings: readonly AreaGeometry[]): Walls {
  const shapes = toUnitAreas(buildings);
  const walls = shapes.flat(2).flatMap((ring) => {
    const edges: Wall[] = [];
    for (let i = 0; i < ring.length; i += 2) {
      const next = (i + 2) % ring.length;
      edges.push([ring[i]!, ring[i + 1]!, ring[next]!, ring[next + 1]!]); // modulo length, which is even
    }
    return edges;
  });
  const find = createBoxFinder(
    walls.map(([ax, ay, bx, by]): UnitBox => [
      Math.min(ax, bx),
      Math.min(ay, by),
      Math.max(ax, bx),
      Math.max(ay, by),
    ]),
  );
  const holders = createHolders(toSidedRings(shapes));
  return {
    within: (box) => find(box).map((i) => walls[i]!), // an index of what was given
    holds: (x, y) => holders(x, y).length > 0,
  };
}
