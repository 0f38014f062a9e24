import type { EdgeTable } from "./edge-table.ts";
import { createHolders } from "./holders.ts";
import type { SidedRing } from "./sided-ring.ts";

/** How far beside an edge another area makes it unmatched: clear of rounding, far below any real gap that matters. */
const BESIDE_UNITS = 2;

/** A point beside the middle of an edge, on its side without an area. */
function besideEmptySide(edges: EdgeTable, edge: number): readonly [x: number, y: number] {
  const [a, b] = [2 * edges.from[edge]!, 2 * edges.to[edge]!]; // edge < count
  const [dx, dy] = [edges.nodes[b]! - edges.nodes[a]!, edges.nodes[b + 1]! - edges.nodes[a + 1]!];
  const step = (edges.left[edge]! < 0 ? BESIDE_UNITS : -BESIDE_UNITS) / Math.hypot(dx, dy); // edge < count
  const [x, y] = [edges.nodes[a]! + dx / 2, edges.nodes[a + 1]! + dy / 2];
  return [Math.round(x - dy * step), Math.round(y + dx * step)];
}

/** Counts edges that overlap another, and one-sided ones with an area on their empty side: the neighbour bends elsewhere. */
export function countUnmatched(edges: EdgeTable, rings: readonly SidedRing[]): number {
  const holders = createHolders(rings);
  let unmatched = edges.doubled;
  for (let edge = 0; edge < edges.count - edges.doubled; edge++) {
    if (edges.left[edge]! >= 0 && edges.right[edge]! >= 0) continue; // edge < count
    if (holders(...besideEmptySide(edges, edge)).length > 0) unmatched++;
  }
  return unmatched;
}
