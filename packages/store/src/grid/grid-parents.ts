import { createGridIndex } from "@getu/domain";
import type { GridIndex, GridRecord } from "@getu/domain";
import { anchorOf } from "@getu/geometry";

/** Why a grid cannot stand where it says. */
export type ParentProblem = {
  reason: "unknown-parent" | "parent-not-coarser" | "no-outline";
  detail: string;
};

/** What is wrong with the parent a grid names, or null. */
export function parentProblemOf(
  grid: GridRecord,
  grids: ReadonlyMap<string, GridRecord>,
): ParentProblem | null {
  if (grid.parentExternalId === null) return null;
  const parent = grids.get(grid.parentExternalId);
  if (!parent) return { reason: "unknown-parent", detail: `there is no grid "${grid.parentExternalId}"` };
  if (parent.tier >= grid.tier)
    return {
      reason: "parent-not-coarser",
      detail: `"${parent.externalId}" is of tier ${parent.tier} too or finer`,
    };
  return null;
}

/**
 * Gives a parent to each grid that names none: the grid of the nearest coarser tier whose outline holds its anchor.
 * One that lies in none stays without.
 */
export function findParents(grids: ReadonlyMap<string, GridRecord>): Map<string, string> {
  const indexes = createTierIndexes([...grids.values()]);
  const found = new Map<string, string>();
  for (const grid of grids.values()) {
    if (grid.parentExternalId !== null || grid.tier === 0 || !grid.area) continue;
    const anchor = anchorOf(grid.area);
    const parent = indexes
      .filter(({ tier }) => tier < grid.tier)
      .map(({ index, members }) => members[index.gridAt(anchor) ?? -1])
      .find((member) => member !== undefined);
    if (parent) found.set(grid.externalId, parent.externalId);
  }
  return found;
}

/** One index for each tier that has outlines, finest first; ids are places in `members`. */
function createTierIndexes(
  grids: readonly GridRecord[],
): { tier: number; members: GridRecord[]; index: GridIndex }[] {
  const tiers = [...new Set(grids.map(({ tier }) => tier))].sort((a, b) => b - a);
  return tiers.map((tier) => {
    const members = grids.filter((grid) => grid.tier === tier && grid.area !== null);
    const index = createGridIndex(members.flatMap(({ area }, id) => (area ? [{ id, area }] : [])));
    return { tier, members, index };
  });
}

/** Children of each grid by the parents they name. */
export function childrenOf<T extends GridRecord>(grids: Iterable<T>): Map<string, T[]> {
  const children = new Map<string, T[]>();
  for (const grid of grids) {
    if (grid.parentExternalId === null) continue;
    const siblings = children.get(grid.parentExternalId);
    if (siblings) siblings.push(grid);
    else children.set(grid.parentExternalId, [grid]);
  }
  return children;
}
