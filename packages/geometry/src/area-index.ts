import type { AreaGeometry } from "./area.ts";
import { toUnits } from "./coordinate.ts";
import type { LngLat } from "./coordinate.ts";
import { toEdgeTable } from "./edge-table.ts";
import type { EdgeTable } from "./edge-table.ts";
import { createHolders, withSecondLook } from "./holders.ts";
import type { Holders } from "./holders.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";
import { createBorderFinder } from "./nearest-border.ts";
import { toUnitAreas } from "./unit-ring.ts";

/** Where a position lies among the areas; areas are named by their index, -1 = none. */
export type AreaLocation = {
  /** The first area that holds the position by the owner rule (R14), or -1. */
  owner: number;
  /** All areas that hold it, ascending; more than one only where the input overlaps. */
  owners: readonly number[];
  /** Metres to the nearest border of the owner, or of the nearest area when there is no owner; Infinity without areas. */
  distanceToBorderMetres: number;
  /** The area across that border, or the nearest area when there is no owner; -1 = none. */
  neighbour: number;
};

/** Answers which area holds a position, for a fixed set of areas. */
export type AreaIndex = {
  /** The first area that holds the position by the owner rule (R14), or -1. */
  ownerOf(position: LngLat): number;
  /** The owner with its surroundings. */
  locate(position: LngLat): AreaLocation;
};

/** How far across a border its neighbour is looked for, where the two do not share the edge point by point. */
const ACROSS_METRES = 1;

/** The area on the other side of an edge; where no area shares the edge, whoever holds the ground just across it. */
function neighbourAcross(edges: EdgeTable, edge: number, owner: number, holders: Holders): number {
  const shared = edges.left[edge] === owner ? edges.right[edge]! : edges.left[edge]!; // edge < count
  if (shared >= 0 && shared !== owner) return shared;
  const [a, b] = [2 * edges.from[edge]!, 2 * edges.to[edge]!]; // edge < count
  const [ax, ay, bx, by] = [edges.nodes[a]!, edges.nodes[a + 1]!, edges.nodes[b]!, edges.nodes[b + 1]!];
  const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
  const scale = longitudeScale(y);
  const step = ACROSS_METRES / METRES_PER_UNIT / Math.hypot((bx - ax) * scale, by - ay);
  const [stepX, stepY] = [((by - ay) * step) / scale, (ax - bx) * scale * step];
  const sides = [
    holders(Math.round(x + stepX), Math.round(y + stepY)),
    holders(Math.round(x - stepX), Math.round(y - stepY)),
  ];
  return sides.flat().find((area) => area !== owner) ?? -1;
}

/**
 * The exact index: everything is rounded to whole units of 1e-7 degree and decided by the owner rule (R14), so that on a
 * tessellation every position has exactly one owner. Where areas overlap the first in the list owns. Polygons may be
 * unclosed, wound either way and repeat points; a coordinate that is no longitude or latitude throws and names the area.
 */
export function createAreaIndex(areas: readonly AreaGeometry[]): AreaIndex {
  const unitAreas = toUnitAreas(areas);
  const holders = createHolders(unitAreas);
  const owners = withSecondLook(holders);
  const edges = toEdgeTable(unitAreas);
  const nearestBorder = createBorderFinder(edges);
  return {
    ownerOf: ([lng, lat]) => owners(toUnits(lng), toUnits(lat))[0] ?? -1,
    locate([lng, lat]) {
      const [x, y] = [toUnits(lng), toUnits(lat)];
      const held = owners(x, y);
      const owner = held[0] ?? -1;
      const border = nearestBorder(x, y, owner);
      if (!border) return { owner, owners: held, distanceToBorderMetres: Infinity, neighbour: -1 };
      const nearest = Math.max(edges.left[border.edge]!, edges.right[border.edge]!); // one of them is an area
      const neighbour = owner < 0 ? nearest : neighbourAcross(edges, border.edge, owner, holders);
      return { owner, owners: held, distanceToBorderMetres: border.metres, neighbour };
    },
  };
}
