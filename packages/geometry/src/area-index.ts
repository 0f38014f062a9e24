import type { AreaGeometry } from "./area.ts";
import { toUnits } from "./coordinate.ts";
import type { LngLat } from "./coordinate.ts";
import { toEdgeTable } from "./edge-table.ts";
import { createHolders, withSecondLook } from "./holders.ts";
import { createBorderFinder } from "./nearest-border.ts";
import { createNeighbourFinder } from "./neighbour.ts";
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
  const firstAt = (edge: number): number =>
    [edges.left[edge]!, edges.right[edge]!].filter((area) => area >= 0).reduce((a, b) => Math.min(a, b)); // one of them is an area
  const across = createNeighbourFinder(edges, holders);
  return {
    ownerOf: ([lng, lat]) => owners(toUnits(lng), toUnits(lat))[0] ?? -1,
    locate([lng, lat]) {
      const [x, y] = [toUnits(lng), toUnits(lat)];
      const held = owners(x, y);
      const owner = held[0] ?? -1;
      const border = nearestBorder(x, y, owner);
      if (!border) return { owner, owners: held, distanceToBorderMetres: Infinity, neighbour: -1 };
      const neighbour = owner < 0 ? firstAt(border.edge) : across({ x, y, owner, border });
      return { owner, owners: held, distanceToBorderMetres: border.metres, neighbour };
    },
  };
}
