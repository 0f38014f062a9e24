import { cellCentre } from "@getu/geometry";
import { BLIND_TILE_LEVEL } from "./coverage-count.ts";
import type { GridGround, TileGround } from "./coverage-count.ts";
import type { BlindSpot } from "./coverage.ts";
import type { HeatCells } from "../heat/heat.ts";

/** Ground of which less than this share is seen counts as blind. */
export const BLIND_BELOW = 0.25;

/** Tiles so near to a worse one are the same place to whoever has to put up a camera: about a hundred metres. */
const SAME_PLACE_TILES = 3;

type HotTile = { incidents: number; ground: number; seen: number; gridId: number; most: number };

const keyOf = (x: number, y: number): number => y * 2 ** BLIND_TILE_LEVEL + x;

function addGround(tile: HotTile, gridId: number, { ground, seen }: TileGround): void {
  tile.ground += ground;
  tile.seen += seen;
  if (ground > tile.most) [tile.gridId, tile.most] = [gridId, ground];
}

/** The tiles that have no worse one near them, worst first. */
function placesOf(tiles: readonly (readonly [key: number, tile: HotTile])[]) {
  const taken = new Set<number>();
  const isNear = (key: number): boolean => {
    const [x, y] = [key % 2 ** BLIND_TILE_LEVEL, Math.floor(key / 2 ** BLIND_TILE_LEVEL)];
    for (let dy = -SAME_PLACE_TILES; dy <= SAME_PLACE_TILES; dy++)
      for (let dx = -SAME_PLACE_TILES; dx <= SAME_PLACE_TILES; dx++)
        if (taken.has(keyOf(x + dx, y + dy))) return true;
    return false;
  };
  const worstFirst = tiles.toSorted(
    ([oneKey, one], [otherKey, other]) =>
      other.incidents - one.incidents ||
      one.seen / one.ground - other.seen / other.ground ||
      oneKey - otherKey,
  );
  return worstFirst.filter(([key]) => {
    const isPlace = !isNear(key);
    if (isPlace) taken.add(key);
    return isPlace;
  });
}

const positionOf = (key: number): BlindSpot["position"] => [
  ...cellCentre(
    { x: key % 2 ** BLIND_TILE_LEVEL, y: Math.floor(key / 2 ** BLIND_TILE_LEVEL) },
    BLIND_TILE_LEVEL,
  ),
];

/**
 * Tiles with at least so many incidents of whose ground less than a quarter is seen, most incidents first and only the
 * worst of those within a hundred metres, each under the grid that has most of it. Heat must have come at
 * `BLIND_TILE_LEVEL`; tiles that are all building or outside are none.
 */
export function blindSpotsOf(grids: Iterable<GridGround>, heat: HeatCells, least: number): BlindSpot[] {
  if (heat.level !== BLIND_TILE_LEVEL) throw new RangeError(`heat of level ${heat.level} has other tiles`);
  const hot = new Map<number, HotTile>();
  heat.count.forEach((incidents, i) => {
    const key = keyOf(heat.x[i]!, heat.y[i]!); // columns have equal length
    if (incidents >= least) hot.set(key, { incidents, ground: 0, seen: 0, gridId: 0, most: 0 });
  });
  for (const { gridId, tiles } of grids) {
    for (const tile of tiles) {
      const found = hot.get(keyOf(tile.x, tile.y));
      if (found) addGround(found, gridId, tile);
    }
  }
  const blind = [...hot].filter(([, { ground, seen }]) => ground > 0 && seen < BLIND_BELOW * ground);
  return placesOf(blind).map(([key, { incidents, ground, seen, gridId }]) => ({
    gridId,
    position: positionOf(key),
    incidents,
    seenShare: seen / ground,
  }));
}
