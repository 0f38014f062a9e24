import type { EdgeTable } from "./edge-table.ts";

/** A point in whole units and how much shorter a unit of longitude is there. */
export type Viewpoint = { x: number; y: number; scale: number };

/** Where an edge runs, seen from a point, in units of latitude. */
export function seenFrom(table: EdgeTable, edge: number, { x, y, scale }: Viewpoint) {
  const a = 2 * table.from[edge]!; // an edge of the table
  const b = 2 * table.to[edge]!;
  return {
    ax: (table.nodes[a]! - x) * scale,
    ay: table.nodes[a + 1]! - y,
    bx: (table.nodes[b]! - x) * scale,
    by: table.nodes[b + 1]! - y,
  };
}

type Seen = ReturnType<typeof seenFrom>;

/** The share of an edge, from 0 to 1, after which it comes nearest. */
export function nearestShare({ ax, ay, bx, by }: Seen): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = dx * dx + dy * dy;
  return length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
}

function squaredUnits(seen: Seen): number {
  const share = nearestShare(seen);
  const x = seen.ax + share * (seen.bx - seen.ax);
  const y = seen.ay + share * (seen.by - seen.ay);
  return x * x + y * y;
}

const isShared = (table: EdgeTable, edge: number): boolean =>
  table.left[edge]! >= 0 && table.right[edge]! >= 0; // an edge of the table

/** Remembers the nearest of the edges that it is shown; -1 before the first. */
export type NearestEdge = { look(edge: number): void; edge(): number; squared(): number };

/** Of edges equally near (a shared node) one with areas on both sides wins, then the first of the table. */
export function createNearestEdge(table: EdgeTable, from: Viewpoint): NearestEdge {
  let best = -1;
  let nearest = Infinity;
  const winsTie = (edge: number): boolean => {
    const shared = isShared(table, edge);
    return shared === isShared(table, best) ? edge < best : shared;
  };
  return {
    look(edge) {
      const squared = squaredUnits(seenFrom(table, edge, from));
      if (squared > nearest || (squared === nearest && !winsTie(edge))) return;
      best = edge;
      nearest = squared;
    },
    edge: () => best,
    squared: () => nearest,
  };
}
