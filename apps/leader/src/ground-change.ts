import { createGridIndex } from "@getu/domain";
import type { GridArea } from "@getu/domain";
import { areaSquareMetres, polygonsOf } from "@getu/geometry";
import type { AreaGeometry, LngLat } from "@getu/geometry";
import { diffGround, isRefusal } from "@getu/geometry/partition";
import type { Polygon } from "geojson";

/** The ways in which a piece of ground can have moved, seen from whoever answers for it. */
export const WAYS_MOVED = ["gained", "lost"] as const;
type WayMoved = (typeof WAYS_MOVED)[number];

/** A connected part of what one's ground gained or lost. */
export type MovedPart = { way: WayMoved; area: Polygon; squareMetres: number };

/** What became of one's ground. */
export type GroundChange = {
  /** As it was, without borders inside. */
  before: AreaGeometry;
  /** What came and what went; none = it lies where it lay. */
  parts: readonly MovedPart[];
};

/** Borders that were drawn anew where they were may leave less; nobody has to be told of that. */
const LEAST_SQUARE_METRES = 1;

type Grids = readonly GridArea[];

/** What came to one's ground and what went from it; null = that cannot be told, for outlines lie over each other. */
export function compareGround(before: Grids, after: Grids): GroundChange | null {
  const difference = diffGround(areasOf(before), areasOf(after));
  if (isRefusal(difference)) return null;
  const parts = WAYS_MOVED.flatMap((way) => partsOf(way, difference[way]));
  return {
    before: difference.before,
    parts: parts.filter(({ squareMetres }) => squareMetres >= LEAST_SQUARE_METRES),
  };
}

const areasOf = (grids: Grids): AreaGeometry[] => grids.map(({ area }) => area);

const partsOf = (way: WayMoved, moved: AreaGeometry): MovedPart[] =>
  polygonsOf(moved).map((coordinates) => {
    const area: Polygon = { type: "Polygon", coordinates };
    return { way, area, squareMetres: areaSquareMetres(area) };
  });

/** Square metres of all that moved in one way. */
export const sizeOf = ({ parts }: GroundChange, way: WayMoved): number =>
  parts.reduce((sum, part) => (part.way === way ? sum + part.squareMetres : sum), 0);

/** How many of these places came to one's ground, and how many went from it. */
export function countMoved(
  places: readonly LngLat[],
  { before, after }: { before: Grids; after: Grids },
): Record<WayMoved, number> {
  const [old, now] = [createGridIndex(before), createGridIndex(after)];
  const moved = places.map((place) => ({
    was: old.gridAt(place) !== null,
    is: now.gridAt(place) !== null,
  }));
  return {
    gained: moved.filter(({ was, is }) => is && !was).length,
    lost: moved.filter(({ was, is }) => was && !is).length,
  };
}
