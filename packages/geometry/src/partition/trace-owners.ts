import type { Edge } from "./edge.ts";
import { facesOf } from "./faces.ts";
import type { Faces } from "./faces.ts";
import { edgesOf } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { traceCycles } from "./trace-cycles.ts";

/** The faces of some owners, read from their edges; null when labels contradict each other. */
export function traceEdges(edges: readonly Edge[], owners: ReadonlySet<number>): Faces | null {
  const labelOf = (owner: number): number | null => (owners.has(owner) ? owner : null);
  const sided = edges.map(({ a, b, left, right }) => ({ a, b, left: labelOf(left), right: labelOf(right) }));
  const trace = traceCycles(sided);
  return trace && facesOf(trace.cycles);
}

/** The faces of some owners of a partition (R5). */
export function traceOwners(partition: Partition, owners: readonly number[]): Faces | null {
  const edges = new Set(owners.flatMap((owner) => edgesOf(partition, owner)));
  return traceEdges([...edges], new Set(owners));
}
