import { xOf, yOf } from "./node-key.ts";
import { edgesOf } from "./partition.ts";
import type { Partition } from "./partition.ts";

/**
 * Twice the area of an owner in square units, holes left out; a whole number, exact while the owner's extent is below about
 * a degree. The outside answers with minus twice the area of the territory.
 */
export function twiceAreaOfOwner(partition: Partition, owner: number): number {
  const edges = edgesOf(partition, owner);
  const [x0, y0] = [xOf(edges[0]?.a ?? 0), yOf(edges[0]?.a ?? 0)];
  let sum = 0;
  for (const { a, b, left } of edges) {
    const turn = (xOf(a) - x0) * (yOf(b) - y0) - (xOf(b) - x0) * (yOf(a) - y0);
    sum += left === owner ? turn : -turn;
  }
  return sum;
}
