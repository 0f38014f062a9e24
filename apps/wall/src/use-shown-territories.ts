import type { Grid, GridPlace, Territory } from "@getu/domain";
import { useGridAncestry } from "@getu/ui";
import { useMemo } from "react";
import type { WallTerritory } from "./scenes/scene.ts";

/**
 * The territories that a screen can show. One that has a place has its territory; where that is a grid it has the grid's box
 * and name, for this is all that its numbers count. Null while the grid is on its way.
 */
export function useShownTerritories(
  territories: readonly Territory[],
  place: { territoryId: number; gridId: GridPlace["gridId"] | null } | null,
): readonly WallTerritory[] | null {
  const gridId = place?.gridId ?? null;
  const territoryId = place?.territoryId ?? null;
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
