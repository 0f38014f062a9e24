import type { Grid } from "./grid.ts";

/** What the nesting is read from. */
type TreeGrid = Pick<Grid, "id" | "tier" | "parentId">;

/** Answers who stands above a grid, at every tier. */
export type GridTree<Node extends TreeGrid = Grid> = {
  /** The grid itself or its ancestor of that tier; null where the chain has none. */
  ancestorAt: (gridId: number, tier: number) => Node | null;
  /** The grid and its ancestors, finest first; empty for an unknown id. */
  chainOf(gridId: number): readonly Node[];
};

/** Reads the nesting from `parentId`; a chain that bites its own tail ends there. */
export function createGridTree<Node extends TreeGrid>(grids: readonly Node[]): GridTree<Node> {
  const byId = new Map(grids.map((grid) => [grid.id, grid]));
  const chains = new Map<number, readonly Node[]>();
  function chainOf(gridId: number): readonly Node[] {
    const known = chains.get(gridId);
    if (known) return known;
    const chain: Node[] = [];
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

/**
 * What a boundary separates: 0 = the territory from its surroundings (a side is unknown), else one more than the coarsest
 * tier at which the two sides belong to different grids.
 */
export function boundaryRank(
  [left, right]: readonly [left: number | undefined, right: number | undefined],
  tree: GridTree<TreeGrid>,
): number {
  if (left === undefined || right === undefined) return 0;
  const others = new Set(tree.chainOf(right).map(({ id }) => id));
  const own = tree.chainOf(left).filter(({ id }) => !others.has(id));
  return own.length === 0 ? 0 : 1 + Math.min(...own.map(({ tier }) => tier));
}
