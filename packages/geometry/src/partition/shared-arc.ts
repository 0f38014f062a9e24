import type { Span } from "./cell-walk.ts";
import { leftFrom, otherEnd } from "./edge.ts";
import type { Edge } from "./edge.ts";
import type { NodeKey } from "./node-key.ts";
import { edgesAt, findEdge } from "./partition.ts";
import type { Partition } from "./partition.ts";
import type { Path } from "./working-set.ts";

/** A stretch of border between the same two owners, from one junction to the next; closed when it ends where it begins. */
export type SharedArc = {
  readonly left: number;
  readonly right: number;
  readonly path: Path;
  readonly edges: readonly Edge[];
};

/** The arc that an edge belongs to, walked with `left` on its left (R10): two owners may share several, so one is picked by an edge. */
export function findSharedArc(partition: Partition, ends: Span): SharedArc | null {
  const edge = findEdge(partition, ends);
  if (!edge) return null;
  const ahead = follow(partition, edge, edge.b);
  const isClosed = ahead.nodes.at(-1) === edge.a;
  const behind = isClosed ? { nodes: [], edges: [] } : follow(partition, edge, edge.a);
  return {
    left: edge.left,
    right: edge.right,
    path: [...behind.nodes.toReversed(), edge.a, edge.b, ...ahead.nodes],
    edges: [...behind.edges.toReversed(), edge, ...ahead.edges],
  };
}

type Walk = { nodes: NodeKey[]; edges: Edge[] };

/** Walks on from the end of an edge while just one other edge, with the same owners, goes on. */
function follow(partition: Partition, start: Edge, from: NodeKey): Walk {
  const walk: Walk = { nodes: [], edges: [] };
  const origin = otherEnd(start, from);
  for (let [edge, node] = [start, from]; node !== origin;) {
    const next = continuationAt(partition, edge, node);
    if (!next) break;
    [edge, node] = [next, otherEnd(next, node)];
    walk.edges.push(edge);
    walk.nodes.push(node);
  }
  return walk;
}

function continuationAt(partition: Partition, edge: Edge, node: NodeKey): Edge | null {
  const atNode = edgesAt(partition, node);
  const next = atNode.find((candidate) => candidate !== edge);
  if (atNode.length !== 2 || !next) return null;
  return leftFrom(next, node) === leftFrom(edge, otherEnd(edge, node)) ? next : null;
}
