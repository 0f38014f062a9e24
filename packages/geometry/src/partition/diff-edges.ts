import { isSameEdge } from "./edge.ts";
import type { Edge } from "./edge.ts";

/** Edges to take out and to put in to come from one list of edges to another. */
export function diffEdges(
  before: readonly Edge[],
  after: readonly Edge[],
): { removed: Edge[]; added: Edge[] } {
  const [old, now] = [indexOf(before), indexOf(after)];
  return {
    removed: before.filter((edge) => isMissing(now, edge)),
    added: after.filter((edge) => isMissing(old, edge)),
  };
}

const isMissing = (index: ReadonlyMap<number, readonly Edge[]>, edge: Edge): boolean =>
  !index.get(edge.a)?.some((candidate) => isSameEdge(candidate, edge));

function indexOf(edges: readonly Edge[]): Map<number, Edge[]> {
  const index = new Map<number, Edge[]>();
  for (const edge of edges) {
    const atNode = index.get(edge.a);
    if (atNode) atNode.push(edge);
    else index.set(edge.a, [edge]);
  }
  return index;
}
