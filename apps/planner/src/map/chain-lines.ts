import { toLngLat } from "@getu/geometry/partition";
import type { Edge, NodeKey, Partition } from "@getu/geometry/partition";
import type { Position } from "geojson";

/** Edges joined end to end into as few lines as a walk finds, so that dashes run on along them. */
export function chainLines({ origin }: Pick<Partition, "origin">, edges: readonly Edge[]): Position[][] {
  const open = new Set(edges);
  const atNode = Map.groupBy(
    edges.flatMap((edge) => [
      { node: edge.a, edge },
      { node: edge.b, edge },
    ]),
    ({ node }) => node,
  );
  const walk = (from: NodeKey): NodeKey[] => {
    const nodes: NodeKey[] = [];
    for (let node = from; ;) {
      const next = atNode.get(node)?.find(({ edge }) => open.has(edge))?.edge;
      if (!next) return nodes;
      open.delete(next);
      node = next.a === node ? next.b : next.a;
      nodes.push(node);
    }
  };
  const lines: Position[][] = [];
  for (const edge of edges) {
    if (!open.delete(edge)) continue;
    const nodes = [...walk(edge.a).reverse(), edge.a, edge.b, ...walk(edge.b)];
    lines.push(nodes.map((node) => [...toLngLat(origin, node)]));
  }
  return lines;
}
