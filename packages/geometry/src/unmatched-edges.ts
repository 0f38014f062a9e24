import type { EdgeTable } from "./edge-table.ts";
import { createHolders } from "./holders.ts";
import type { UnitPolygon } from "./unit-ring.ts";

/** How far beside an edge another area makes it unmatched: clear of rounding, far below any real gap that matters. */
const BESIDE_UNITS = 2;

/** Counts one-sided edges that lie along or inside another area: the neighbour bends elsewhere, or the two overlap. */
export function countUnmatched(edges: EdgeTable, areas: readonly (readonly UnitPolygon[])[]): number {
  const holders = createHolders(areas);
  let unmatched = 0;
  for (let edge = 0; edge < edges.count; edge++) {
    const owner = edges.left[edge]! < 0 ? edges.right[edge]! : edges.left[edge]!; // edge < count
    if (edges.left[edge]! >= 0 && edges.right[edge]! >= 0) continue; // edge < count
    const [a, b] = [2 * edges.from[edge]!, 2 * edges.to[edge]!]; // edge < count
    const [dx, dy] = [edges.nodes[b]! - edges.nodes[a]!, edges.nodes[b + 1]! - edges.nodes[a + 1]!];
    const [x, y] = [edges.nodes[a]! + dx / 2, edges.nodes[a + 1]! + dy / 2];
    const [sideX, sideY] = [
      (-dy * BESIDE_UNITS) / Math.hypot(dx, dy),
      (dx * BESIDE_UNITS) / Math.hypot(dx, dy),
    ];
    const beside = [
      ...holders(Math.round(x + sideX), Math.round(y + sideY)),
      ...holders(Math.round(x - sideX), Math.round(y - sideY)),
    ];
    if (beside.some((area) => area !== owner)) unmatched++;
  }
  return unmatched;
}
