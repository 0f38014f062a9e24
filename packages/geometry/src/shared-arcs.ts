import type { AreaGeometry } from "./area.ts";
import type { Arc } from "./arc.ts";
import { chainEdges } from "./chain-edges.ts";
import { toEdgeTable } from "./edge-table.ts";
import { countUnmatched } from "./unmatched-edges.ts";
import { toUnitAreas } from "./unit-ring.ts";

/**
 * Outlines of areas with every shared edge once. Where areas overlap or an edge is not found point by point in the
 * neighbour, each side keeps a one-sided arc of its own; `unmatched` counts such edges (0 = a perfect tessellation).
 */
export function toSharedArcs(areas: readonly AreaGeometry[]): { arcs: Arc[]; unmatched: number } {
  const unitAreas = toUnitAreas(areas);
  const edges = toEdgeTable(unitAreas);
  return { arcs: chainEdges(edges), unmatched: countUnmatched(edges, unitAreas) };
}
