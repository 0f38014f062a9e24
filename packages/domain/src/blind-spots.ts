import { cellCentre } from "@getu/geometry";
import { BLIND_TILE_LEVEL } from "./coverage-count.ts";
import type { GridGround, TileGround } from "./coverage-count.ts";
import type { BlindSpot } from "./coverage.ts";
import type { HeatCells } from "./heat.ts";

/** Ground of which less than this share is seen counts as blind. */
export const BLIND_BELOW = 0.25;

type HotTile = { incidents: number; ground: number; seen: number; gridId: number; most: number };

const keyOf = (x: number, y: number): number => y * 2 ** BLIND_TILE_LEVEL + x;

function addGround(tile: HotTile, gridId: number, { ground, seen }: TileGround): void {
  tile.ground += ground;
  tile.seen += seen;
  if (ground > tile.most) [tile.gridId, tile.most] = [gridId, ground];
}

/**
 * Tiles with at least so many incidents of whose ground less than a quarter is seen, most incidents first, each under the
 * grid that has most of it. Heat must have come at `BLIND_TILE_LEVEL`; tiles that are all building or outside are none.
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
  return [...hot]
    .filter(([, { ground, seen }]) => ground > 0 && seen < BLIND_BELOW * ground)
    .map(([key, { incidents, ground, seen, gridId }]) => ({
      gridId,
      position: [
        ...cellCentre(
          { x: key % 2 ** BLIND_TILE_LEVEL, y: Math.floor(key / 2 ** BLIND_TILE_LEVEL) },
          BLIND_TILE_LEVEL,
        ),
      ] as [number, number],
      incidents,
      seenShare: seen / ground,
    }))
    .sort((a, b) => b.incidents - a.incidents || a.seenShare - b.seenShare || a.gridId - b.gridId);
}
