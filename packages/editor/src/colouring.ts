/** Who borders on whom. */
export type Adjacency = ReadonlyMap<number, readonly number[]>;

/** A colour's number for each area. */
export type Colouring = ReadonlyMap<number, number>;

/**
 * Numbers from 0 so that neighbours differ. What had a number keeps it unless an older neighbour has the same, so that an
 * edit recolours nothing far away; the rest is coloured greedily, the most constrained first (DSATUR, Brélaz 1979).
 */
export function colourAreas(adjacency: Adjacency, previous: Colouring = new Map()): Map<number, number> {
  const colours = new Map<number, number>();
  const ids = [...adjacency.keys()].sort((a, b) => a - b);
  for (const id of ids) {
    const kept = previous.get(id);
    if (kept !== undefined && !coloursAround(adjacency, colours, id).has(kept)) colours.set(id, kept);
  }
  const open = new Set(ids.filter((id) => !colours.has(id)));
  while (open.size > 0) {
    const id = mostConstrained(adjacency, colours, open);
    colours.set(id, firstFree(coloursAround(adjacency, colours, id)));
    open.delete(id);
  }
  return colours;
}

const coloursAround = (adjacency: Adjacency, colours: Colouring, id: number): Set<number> =>
  new Set((adjacency.get(id) ?? []).flatMap((other) => colours.get(other) ?? []));

function mostConstrained(adjacency: Adjacency, colours: Colouring, open: ReadonlySet<number>): number {
  let [best, most, degree] = [Number.NaN, -1, -1];
  for (const id of open) {
    const saturation = coloursAround(adjacency, colours, id).size;
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
