import { createAreaIndex, createTurfAreaIndex } from "@getu/geometry";
import type { AreaGeometry, AreaIndex, LngLat } from "@getu/geometry";

/** Anything with an outline that an incident can fall into. */
export type GridArea = { id: number; area: AreaGeometry };

/** Where a position belongs, and how sure that is. */
export type Placement = {
  /** The owner; null = outside every grid. */
  gridId: number | null;
  /** Every grid that holds the position; more than one only where the outlines overlap. */
  candidates: readonly number[];
  /** Metres to the nearest border of the owner, or of the nearest grid when outside. */
  distanceToBorderMetres: number;
  /** The grid across that border (or the nearest grid when outside); null = none. */
  neighbourGridId: number | null;
};

/** Which engine answers: our index, or Turf as the reference it must equal. */
export type AssignmentEngine = "index" | "turf";

/** Answers "which grid holds this position?" for a fixed set of grids. */
export type GridIndex = {
  gridAt(position: LngLat): number | null;
  placementOf(position: LngLat): Placement;
};

const engines = { index: createAreaIndex, turf: createTurfAreaIndex } as const satisfies Record<
  AssignmentEngine,
  (areas: readonly AreaGeometry[]) => AreaIndex
>;

/** Where two grids overlap the first in `grids` owns; on a shared edge the owner rule decides (R14). */
export function createGridIndex(grids: readonly GridArea[], engine: AssignmentEngine = "index"): GridIndex {
  const areas = engines[engine](grids.map((grid) => grid.area));
  const idOf = (area: number): number | null => grids[area]?.id ?? null;
  return {
    gridAt: (position) => idOf(areas.ownerOf(position)),
    placementOf(position) {
      const found = areas.locate(position);
      return {
        gridId: idOf(found.owner),
        candidates: found.owners.map((area) => grids[area]!.id), // owners are indexes into `grids`
        distanceToBorderMetres: found.distanceToBorderMetres,
        neighbourGridId: idOf(found.neighbour),
      };
    },
  };
}
