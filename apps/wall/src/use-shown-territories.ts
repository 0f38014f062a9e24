import type { Grid, Territory, Wall as TakenWall } from "@getu/domain";
import { useGridAncestry } from "@getu/ui";
import { useMemo } from "react";
import type { WallTerritory } from "./scenes/scene.ts";

/**
 * The territories that a screen can show. A wall has the one that it was made for; of one that was made for a grid it has
 * that grid's box and name, for this is all that its numbers count. Null while the grid is on its way.
 */
export function useShownTerritories(
  territories: readonly Territory[],
  taken: TakenWall | null,
): readonly WallTerritory[] | null {
  const gridId = taken?.gridId ?? null;
  const territoryId = taken?.territoryId ?? null;
  const ancestry = useGridAncestry(territoryId ?? 0, gridId); // without a grid it is not asked
  const grid = ancestry?.at(-1) ?? null; // none any more once boundaries without it are in force
  const isKnown = gridId === null || ancestry !== null;
  return useMemo(() => {
    if (!isKnown) return null;
    const shown = territories.filter(hasExtent);
    if (territoryId === null) return shown;
    const own = shown.filter(({ id }) => id === territoryId);
    return grid === null ? own : own.map((territory) => partOf(territory, grid));
  }, [territories, territoryId, grid, isKnown]);
}

const hasExtent = (territory: Territory): territory is WallTerritory => territory.bbox !== null;

const partOf = (territory: WallTerritory, { name, bbox }: Grid): WallTerritory => ({
  ...territory,
  name: { zh: name, en: name },
  bbox,
});
