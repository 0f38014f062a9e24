import { createEdgeNumbers } from "./edge-numbers.ts";
import type { Column } from "./edge-numbers.ts";
import { createPairTable } from "./pair-table.ts";
import type { SidedRing } from "./sided-ring.ts";

/**
 * The unique edges of many outlines (redraw R1, R2): nodes are points in whole units, an edge runs from node `from[e]`
 * to node `to[e]` with `left[e]` on its left and `right[e]` on its right (rings or areas), -1 = none.
 */
export type EdgeTable = {
  nodeCount: number;
  /** Coordinates of node n in whole units: `nodes[2 * n]`, `nodes[2 * n + 1]`. */
  nodes: Int32Array;
  count: number;
  from: Int32Array;
  to: Int32Array;
  left: Int32Array;
  right: Int32Array;
  /** Edges whose side was claimed before; they are the last of the table. */
  doubled: number;
};

/**
 * Every edge once, with the rings on its sides. Who claims the same side of an edge again overlaps: the later claim
 * becomes an edge of its own. An edge that one ring runs both ways (a spike) bounds nothing and is left out.
 */
export function toRingEdges(rings: readonly SidedRing[]): EdgeTable {
  const capacity = rings.reduce((sum, { ring }) => sum + ring.length / 2, 0);
  const points = createPairTable(capacity);
  const claims = createClaims(capacity);
  for (const [number, { ring, flip }] of rings.entries()) {
    let before = points.idOf(ring.at(-2)!, ring.at(-1)!); // rings have at least three points
    for (let i = 0; i < ring.length; i += 2) {
      const node = points.idOf(ring[i]!, ring[i + 1]!); // even length
      if (flip) claims.add(node, before, number);
      else claims.add(before, node, number);
      before = node;
    }
  }
  return claims.finish(points.size, points.finish());
}

/** The edges between areas: those inside one area, between two of its polygons, are no border and are left out. */
export function toAreaEdges(edges: EdgeTable, rings: readonly SidedRing[]): EdgeTable {
  const areaOf = (ring: number): number => (ring < 0 ? -1 : rings[ring]!.area); // the table's sides number these rings
  const all = { ...edges, left: edges.left.map(areaOf), right: edges.right.map(areaOf) };
  return withoutInner(all);
}

/** Leaves out edges with the same on both sides. */
function withoutInner(table: EdgeTable): EdgeTable {
  if (!hasInner(table)) return table;
  const kept = table.from.map((_from, edge) => edge).filter((edge) => table.left[edge] !== table.right[edge]);
  const pick = (column: Int32Array): Int32Array => kept.map((edge) => column[edge]!); // kept holds edges of the table
  return {
    ...table,
    count: kept.length,
    from: pick(table.from),
    to: pick(table.to),
    left: pick(table.left),
    right: pick(table.right),
    doubled: kept.filter((edge) => edge >= table.count - table.doubled).length,
  };
}

/** Most tables have none, and looking costs little. */
function hasInner({ count, left, right }: EdgeTable): boolean {
  for (let edge = 0; edge < count; edge++) if (left[edge] === right[edge]) return true;
  return false;
}

/** Collects who lies on the left of which directed edge. */
function createClaims(capacity: number) {
  const edges = createEdgeNumbers(capacity);
  const { from, to } = edges;
  const [left, right] = [new Int32Array(capacity), new Int32Array(capacity)];
  const extra: { from: number; to: number; owner: number }[] = [];
  const finish = (nodeCount: number, nodes: Int32Array): EdgeTable => {
    const count = edges.size + extra.length;
    const join = (column: Column, last: (claim: (typeof extra)[number]) => number): Int32Array => {
      const joined = new Int32Array(column.buffer.transfer(column.BYTES_PER_ELEMENT * count));
      for (const [i, claim] of extra.entries()) joined[edges.size + i] = last(claim);
      return joined;
    };
    return withoutInner({
      nodeCount,
      nodes,
      count,
      from: join(from, (claim) => claim.from),
      to: join(to, (claim) => claim.to),
      left: join(left, (claim) => claim.owner),
      right: join(right, () => -1),
      doubled: extra.length,
    });
  };
  return {
    add(a: number, b: number, owner: number): void {
      const known = edges.size;
      const edge = edges.idOf(a, b);
      if (edge === known) {
        left[edge] = owner;
        right[edge] = -1;
      } else if (from[edge] !== a && right[edge] === -1) right[edge] = owner;
      else extra.push({ from: a, to: b, owner });
    },
    finish,
  };
}
