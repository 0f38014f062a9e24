import { unpackPoints } from "./arc.ts";
import type { Arc } from "./arc.ts";
import { chainEdges } from "./chain-edges.ts";
import type { EdgeTable } from "./edge-table.ts";
import { createPairTable } from "./pair-table.ts";

/**
 * The outlines of groups of areas (parents of grids): what lies between two areas of one group is dropped, the rest is
 * joined anew, `left` and `right` are groups. A group of -1 is the outside.
 */
export function dissolveArcs(arcs: readonly Arc[], groupOf: (area: number) => number): Arc[] {
  const groupAt = (area: number): number => (area < 0 ? -1 : groupOf(area));
  const grouped = arcs.map(({ left, right, points }) => ({
    left: groupAt(left),
    right: groupAt(right),
    points,
  }));
  return chainEdges(toEdgesOfArcs(grouped.filter(({ left, right }) => left !== right)));
}

/** Takes arcs apart into their edges again. */
function toEdgesOfArcs(arcs: readonly Arc[]): EdgeTable {
  const capacity = arcs.reduce((sum, { points }) => sum + points.length / 2, 0);
  const ids = createPairTable(capacity);
  const [nodes, from, to, left, right]: [number[], number[], number[], number[], number[]] = [
    [],
    [],
    [],
    [],
    [],
  ];
  const nodeAt = (x: number, y: number): number => {
    const node = ids.idOf(x, y);
    if (2 * node === nodes.length) nodes.push(x, y);
    return node;
  };
  for (const arc of arcs) {
    const points = unpackPoints(arc.points);
    let before = -1;
    for (let i = 0; i + 1 < points.length; i += 2) {
      const node = nodeAt(points[i]!, points[i + 1]!); // i + 1 < length
      if (before >= 0) {
        from.push(before);
        to.push(node);
        left.push(arc.left);
        right.push(arc.right);
      }
      before = node;
    }
  }
  return {
    nodeCount: ids.size,
    nodes: Int32Array.from(nodes),
    count: from.length,
    from: Int32Array.from(from),
    to: Int32Array.from(to),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    doubled: 0,
  };
}
