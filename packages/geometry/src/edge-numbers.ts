/** Numbers in an array of its own, which can be handed on. */
export type Column = Int32Array<ArrayBuffer>;

/** Numbers distinct edges 0, 1, 2, … in the order they come. */
export type EdgeNumbers = {
  /** The number of the edge between two nodes, whichever way it runs; a new edge gets the next number. */
  idOf(a: number, b: number): number;
  /** How many distinct edges there are. */
  readonly size: number;
  /** Where each edge came from and where it went when it first came. */
  from: Column;
  to: Column;
};

/**
 * Numbers at most `capacity` edges between nodes that are numbered below it in the order they come. An edge is looked for
 * among those that its newer node has to older ones, mostly one or two: they came together and lie together, where the slots
 * of a hash table lie all over the memory. Before that the edges beside the last one are looked at (see pair-table.ts).
 */
export function createEdgeNumbers(capacity: number): EdgeNumbers {
  const [from, to] = [new Int32Array(capacity), new Int32Array(capacity)];
  // One more than the latest edge of each newer node, and than the edge before each; 0 = none.
  const [latest, before] = [new Int32Array(capacity), new Int32Array(capacity)];
  let [size, last] = [0, 0];
  const isEdge = (id: number, a: number, b: number): boolean =>
    from[id] === a ? to[id] === b : from[id] === b && to[id] === a;
  return {
    idOf(a, b) {
      if (last > 0 && isEdge(last - 1, a, b)) return --last;
      if (last + 1 < size && isEdge(last + 1, a, b)) return ++last;
      const newer = Math.max(a, b); // below the capacity
      let next = latest[newer]!;
      while (next > 0 && !isEdge(next - 1, a, b)) next = before[next - 1]!; // an edge
      if (next > 0) return (last = next - 1);
      from[size] = a;
      to[size] = b;
      before[size] = latest[newer]!; // as above
      last = size++;
      latest[newer] = size;
      return last;
    },
    get size() {
      return size;
    },
    from,
    to,
  };
}
