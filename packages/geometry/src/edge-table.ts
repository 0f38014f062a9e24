import { createPairTable } from "./pair-table.ts";
import { twiceSignedArea } from "./signed-area.ts";
import type { UnitPolygon, UnitRing } from "./unit-ring.ts";

/**
 * The unique edges of many areas (redraw R1, R2): nodes are points in whole units, an edge runs from node `from[e]`
 * to node `to[e]` with area `left[e]` on its left and `right[e]` on its right, -1 = none.
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
  /** Edges whose side was claimed before, here or by another area; they are the last of the table, `right` is -1. */
  doubled: number;
};

function ringsOf(
  areas: readonly (readonly UnitPolygon[])[],
): { ring: UnitRing; area: number; flip: boolean }[] {
  return areas.flatMap((polygons, area) =>
    polygons.flatMap((rings) =>
      // Shells counter-clockwise, holes clockwise: then the area is always on the left.
      rings.map((ring, i) => ({ ring, area, flip: twiceSignedArea(ring) > 0 !== (i === 0) })),
    ),
  );
}

/**
 * Every edge once. Who claims the same side of an edge again overlaps: the later claim becomes an edge of its own.
 * Edges inside one area (between two of its polygons, or both ways along a spike) are no border and are left out.
 */
export function toEdgeTable(areas: readonly (readonly UnitPolygon[])[]): EdgeTable {
  const rings = ringsOf(areas);
  const capacity = rings.reduce((sum, { ring }) => sum + ring.length / 2, 0);
  const points = createPairTable(capacity);
  const nodes = new Int32Array(capacity * 2);
  const nodeAt = (x: number, y: number): number => {
    const node = points.idOf(x, y);
    [nodes[2 * node], nodes[2 * node + 1]] = [x, y];
    return node;
  };
  const claims = createClaims(capacity);
  for (const { ring, area, flip } of rings) {
    let before = nodeAt(ring.at(-2)!, ring.at(-1)!); // rings have at least three points
    for (let i = 0; i < ring.length; i += 2) {
      const node = nodeAt(ring[i]!, ring[i + 1]!);
      if (flip) claims.add(node, before, area);
      else claims.add(before, node, area);
      before = node;
    }
  }
  return { nodeCount: points.size, nodes: nodes.slice(0, points.size * 2), ...claims.finish() };
}

/** Collects who lies on the left of which directed edge. */
function createClaims(capacity: number) {
  const pairs = createPairTable(capacity);
  const [from, to] = [new Int32Array(capacity), new Int32Array(capacity)];
  const [left, right] = [new Int32Array(capacity).fill(-1), new Int32Array(capacity).fill(-1)];
  const extra: { from: number; to: number; area: number }[] = [];
  return {
    add(a: number, b: number, area: number): void {
      const edge = pairs.idOf(Math.min(a, b), Math.max(a, b));
      const known = from[edge] !== to[edge];
      if (!known) [from[edge], to[edge]] = [a, b];
      const side = from[edge] === a ? left : right;
      if (side[edge] === -1) side[edge] = area;
      else extra.push({ from: a, to: b, area });
    },
    finish: () => withoutInner({ from, to, left, right }, pairs.size, extra),
  };
}

type Sides = Pick<EdgeTable, "from" | "to" | "left" | "right">;

function withoutInner(
  all: Sides,
  size: number,
  extra: readonly { from: number; to: number; area: number }[],
) {
  const kept: number[] = [];
  for (let edge = 0; edge < size; edge++) if (all.left[edge] !== all.right[edge]) kept.push(edge);
  const pick = (column: Int32Array, last: (claim: (typeof extra)[number]) => number): Int32Array =>
    Int32Array.from([...kept.map((edge) => column[edge]!), ...extra.map(last)]);
  return {
    count: kept.length + extra.length,
    doubled: extra.length,
    from: pick(all.from, (claim) => claim.from),
    to: pick(all.to, (claim) => claim.to),
    left: pick(all.left, (claim) => claim.area),
    right: pick(all.right, () => -1),
  };
}
