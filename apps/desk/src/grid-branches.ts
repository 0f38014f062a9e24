import type { NamedGrid } from "@getu/domain";

/** A grid of the tree with everything below it. */
type GridBranch = { value: number; title: string; children: GridBranch[] };

/** Grids as a tree, the coarsest at the top; one whose parent is out of sight stands at the top as well. */
export function toGridBranches(grids: readonly NamedGrid[]): GridBranch[] {
  const branches = new Map(
    grids.map(({ id, name }) => [id, { value: id, title: name, children: [] as GridBranch[] }]),
  );
  const roots: GridBranch[] = [];
  for (const { id, parentId } of grids) {
    const above = parentId === null ? undefined : branches.get(parentId);
    (above?.children ?? roots).push(branches.get(id)!); // every grid has its branch
  }
  return roots;
}
