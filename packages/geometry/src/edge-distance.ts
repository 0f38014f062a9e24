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

const isShared = (table: EdgeTable, edge: number): boolean =>
  table.left[edge]! >= 0 && table.right[edge]! >= 0; // an edge of the table

/** The nearest of the edges that were looked at, and the square of its distance in units; -1 before the first. */
export type NearestEdge = { edge: number; squared: number };

/** Nothing has been looked at yet. */
export const noEdgeYet = (): NearestEdge => ({ edge: -1, squared: Infinity });

/** Edges to look at: those of the list from `start` up to, not including, `end`. */
export type EdgeRun = { edges: ArrayLike<number>; start: number; end: number; from: Viewpoint };

/**
 * Looks at each edge of the run. Of edges equally near (a shared node) one with areas on both sides wins, then the first
 * of the table. Every point of an import is asked for dozens of edges: nothing is made for one, as `seenFrom` would.
 */
export function lookAlong(
  table: EdgeTable,
  { edges, start, end, from: { x, y, scale } }: EdgeRun,
  nearest: NearestEdge,
): void {
  const { nodes, from, to } = table;
  for (let at = start; at < end; at++) {
    const edge = edges[at]!; // of the run, and of the table
    const a = 2 * from[edge]!;
    const b = 2 * to[edge]!;
    const ax = (nodes[a]! - x) * scale;
    const ay = nodes[a + 1]! - y;
    const dx = (nodes[b]! - nodes[a]!) * scale;
    const dy = nodes[b + 1]! - nodes[a + 1]!;
    const length = dx * dx + dy * dy;
    const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
    const px = ax + share * dx;
    const py = ay + share * dy;
    const squared = px * px + py * py;
    if (squared > nearest.squared || (squared === nearest.squared && !winsTie(table, edge, nearest.edge)))
      continue;
    nearest.edge = edge;
    nearest.squared = squared;
  }
}

function winsTie(table: EdgeTable, edge: number, best: number): boolean {
  const shared = isShared(table, edge);
  return shared === isShared(table, best) ? edge < best : shared;
}
