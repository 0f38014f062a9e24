import type { Grid } from "@getu/domain";

/** Answers who stands above a grid, at every tier. */
export type GridTree = {
  /** The grid itself or its ancestor of that tier; null where the chain has none. */
  ancestorAt: (gridId: number, tier: number) => Grid | null;
  /** The grid and its ancestors, finest first; empty for an unknown id. */
  chainOf(gridId: number): readonly Grid[];
};

/** Reads the nesting from `parentId`; a chain that bites its own tail ends there. */
export function createGridTree(grids: readonly Grid[]): GridTree {
  const byId = new Map(grids.map((grid) => [grid.id, grid]));
  const chains = new Map<number, readonly Grid[]>();
  function chainOf(gridId: number): readonly Grid[] {
    const known = chains.get(gridId);
    if (known) return known;
    const chain: Grid[] = [];
    for (let grid = byId.get(gridId); grid && !chain.includes(grid); grid = byId.get(grid.parentId ?? -1)) {
      chain.push(grid);
    }
    chains.set(gridId, chain);
    return chain;
  }
  return {
    chainOf,
    ancestorAt: (gridId, tier) => chainOf(gridId).find((grid) => grid.tier === tier) ?? null,
  };
}
