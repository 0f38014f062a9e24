import { packPoints } from "./arc.ts";
import type { Arc } from "./arc.ts";
import type { EdgeTable } from "./edge-table.ts";

/** The edges at each node: those of node n are `edges[start[n]]` to `edges[start[n + 1] - 1]`. */
type Incidence = { start: Int32Array; edges: Int32Array };

function incidenceOf(table: EdgeTable): Incidence {
  const start = new Int32Array(table.nodeCount + 1);
  for (const ends of [table.from, table.to]) for (const node of ends) start[node + 1]!++;
  for (let node = 0; node < table.nodeCount; node++) start[node + 1]! += start[node]!;
  const [next, edges] = [start.slice(), new Int32Array(2 * table.count)];
  for (const ends of [table.from, table.to])
    for (const [edge, node] of ends.entries()) edges[next[node]!++] = edge;
  return { start, edges };
}

/** Joins edges into arcs at nodes where just two edges with the same areas on the same sides meet; rings become closed arcs. */
export function chainEdges(table: EdgeTable): Arc[] {
  const { start, edges } = incidenceOf(table);
  const used = new Uint8Array(table.count);
  // Every index below is an edge or node of `table`.
  const sidesFrom = (edge: number, node: number): [number, number] =>
    table.from[edge] === node
      ? [table.left[edge]!, table.right[edge]!]
      : [table.right[edge]!, table.left[edge]!];
  const endFrom = (edge: number, node: number): number =>
    table.from[edge] === node ? table.to[edge]! : table.from[edge]!;
  /** The edge that continues `edge` beyond `node`, or -1 where an arc must end. */
  const continuation = (edge: number, node: number): number => {
    if (start[node + 1]! - start[node]! !== 2) return -1;
    const other = edges[start[node]!] === edge ? edges[start[node]! + 1]! : edges[start[node]!]!;
    const [right, left] = sidesFrom(edge, node);
    const [nextLeft, nextRight] = sidesFrom(other, node);
    return left === nextLeft && right === nextRight ? other : -1;
  };
  const follow = (first: number, node: number): Arc => {
    const [left, right] = sidesFrom(first, node);
    const path = [node];
    for (let edge = first, at = node; edge >= 0 && !used[edge]; edge = continuation(edge, at)) {
      used[edge] = 1;
      at = endFrom(edge, at);
      path.push(at);
    }
    return toArc(table, { left, right, path });
  };
  const arcs: Arc[] = [];
  const startAt = (edge: number, node: number): void => {
    if (!used[edge] && continuation(edge, node) < 0) arcs.push(follow(edge, node));
  };
  for (let edge = 0; edge < table.count; edge++) {
    startAt(edge, table.from[edge]!);
    startAt(edge, table.to[edge]!);
  }
  for (let edge = 0; edge < table.count; edge++) if (!used[edge]) arcs.push(follow(edge, table.from[edge]!));
  return arcs;
}

/** Writes a path of nodes as an arc with an area on its left. */
function toArc(
  table: EdgeTable,
  { left, right, path }: { left: number; right: number; path: number[] },
): Arc {
  const forward = left >= 0;
  const nodes = forward ? path : path.reverse();
  const points = packPoints(nodes.flatMap((node) => [table.nodes[2 * node]!, table.nodes[2 * node + 1]!])); // nodes of this table
  return forward ? { left, right, points } : { left: right, right: left, points };
}
