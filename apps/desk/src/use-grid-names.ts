import type { NamedGrid, Territory } from "@getu/domain";
import { useBoundaries, useGrids } from "@getu/ui";

/** What the grids down to a tier are called and stand in, by their ids. */
export function useGridNames(territory: Territory, tier: number): ReadonlyMap<number, NamedGrid> {
  const boundaries = useBoundaries(territory).data ?? null;
  const grids = useGrids(territory, boundaries, tier + 1) ?? [];
  return new Map(grids.map((grid) => [grid.id, grid]));
}

/** A grid's own name and that of the grid above it, where there is one. */
export function namesOf(
  names: ReadonlyMap<number, NamedGrid>,
  gridId: number,
): { name: string; above: string | null } {
  const grid = names.get(gridId);
  const above = grid?.parentId == null ? undefined : names.get(grid.parentId);
  return { name: grid?.name ?? String(gridId), above: above?.name ?? null };
}
