/** Who borders on whom. */
export type Adjacency = ReadonlyMap<number, readonly number[]>;

/** A colour's number for each area. */
export type Colouring = ReadonlyMap<number, number>;

/**
 * Numbers from 0 so that neighbours differ, where everybody is a neighbour of their neighbours. What had a number keeps it
 * unless an older neighbour has the same, so that an edit recolours nothing far away; the rest is coloured greedily, the
 * most constrained first (DSATUR, Brélaz 1979).
 */
export function colourAreas(adjacency: Adjacency, previous: Colouring = new Map()): Map<number, number> {
  const colours = new Map<number, number>();
  const ids = [...adjacency.keys()].sort((a, b) => a - b);
  // Kept up to date instead of gathered at every step: that took seconds for a thousand grids, before the first picture.
  const taken = new Map(ids.map((id) => [id, new Set<number>()]));
  const takenAround = (id: number): ReadonlySet<number> => taken.get(id)!; // a set for each id
  const give = (id: number, colour: number): void => {
    colours.set(id, colour);
    for (const other of adjacency.get(id) ?? []) taken.get(other)?.add(colour);
  };
  for (const id of ids) {
    const kept = previous.get(id);
    if (kept !== undefined && !takenAround(id).has(kept)) give(id, kept);
  }
  const open = new Set(ids.filter((id) => !colours.has(id)));
  while (open.size > 0) {
    const id = mostConstrained(open, (each) => takenAround(each).size, adjacency);
    give(id, firstFree(takenAround(id)));
    open.delete(id);
  }
  return colours;
}

function mostConstrained(
  open: ReadonlySet<number>,
  saturationOf: (id: number) => number,
  adjacency: Adjacency,
): number {
  let [best, most, degree] = [Number.NaN, -1, -1];
  for (const id of open) {
    const saturation = saturationOf(id);
    const neighbours = adjacency.get(id)?.length ?? 0;
    if (saturation > most || (saturation === most && neighbours > degree))
      [best, most, degree] = [id, saturation, neighbours];
  }
  return best;
}

function firstFree(taken: ReadonlySet<number>): number {
  let colour = 0;
  while (taken.has(colour)) colour++;
  return colour;
}
