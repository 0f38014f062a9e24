import { createGridTree } from "@getu/domain";
import type { Plan, PlanGrid } from "@getu/domain/redraw";

/** What a planner is looking at: the grid in the hand, or else the last that was looked for; null = nothing. */
export type AtHand = { readonly grids: Plan["grids"]; readonly grid: number | null };

/**
 * The community that a division begins with: the grid at hand where it can itself be divided, or else the highest above it
 * that can. Without one at hand the only one of the highest tier; null where there are several: a planner has to say.
 */
export function communityAtHand(communities: readonly PlanGrid[], { grids, grid }: AtHand): number | null {
  const offered = new Set(communities.map(({ id }) => id));
  if (grid !== null && offered.has(grid)) return grid;
  const chain = grid === null ? [] : createGridTree([...grids.values()]).chainOf(grid);
  return chain.findLast(({ id }) => offered.has(id))?.id ?? onlyHighest(communities);
}

function onlyHighest(communities: readonly PlanGrid[]): number | null {
  const tier = Math.min(...communities.map((each) => each.tier));
  const highest = communities.filter((each) => each.tier === tier);
  return highest.length === 1 ? highest[0]!.id : null; // there is one
}
