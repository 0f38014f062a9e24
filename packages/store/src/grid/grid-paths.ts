/** A grid and the one above it. */
type Parented = { id: number; parentId: number | null };

/** Paths of grids by their parents: ids from the coarsest down to each, joined by `/`. */
export function pathsOf(grids: Iterable<Parented>): Map<number, string> {
  const parents = new Map([...grids].map(({ id, parentId }) => [id, parentId]));
  const paths = new Map<number, string>();
  const pathOf = (id: number): string => {
    const known = paths.get(id);
    if (known !== undefined) return known;
    const parent = parents.get(id) ?? null;
    const path = parent === null ? String(id) : `${pathOf(parent)}/${id}`;
    paths.set(id, path);
    return path;
  };
  for (const id of parents.keys()) pathOf(id);
  return paths;
}
