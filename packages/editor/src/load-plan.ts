import type { GridEdges } from "@getu/domain";
import type { Plan, PlanGrid } from "@getu/domain/redraw";
import { fromSharedArcs } from "@getu/geometry";
import { isRefusal, loadPartition } from "@getu/geometry/partition";
import type { Refusal } from "@getu/geometry/partition";

/** The boundaries in force as a plan to begin with; refused where outlines overlap: such have to be mended by an import. */
export function loadPlan(edges: GridEdges, grids: readonly PlanGrid[]): Plan | Refusal {
  const areas = fromSharedArcs(edges.arcs, edges.gridIds.length);
  const partition = loadPartition(edges.gridIds.map((owner, i) => ({ owner, area: areas[i]! }))); // an area for each
  if (isRefusal(partition)) return partition;
  return { partition, grids: new Map(grids.map((grid) => [grid.id, grid])) };
}
