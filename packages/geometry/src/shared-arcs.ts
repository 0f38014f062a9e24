import type { AreaGeometry } from "./area.ts";
import { unpackPoints } from "./arc.ts";
import type { Arc } from "./arc.ts";
import { chainEdges } from "./chain-edges.ts";
import { toAreaEdges, toRingEdges } from "./edge-table.ts";
import { createPairTable } from "./pair-table.ts";
import { ringsToArea } from "./rings-to-area.ts";
import { toSidedRings } from "./sided-ring.ts";
import { traceRings } from "./trace-rings.ts";
import type { SidedPath } from "./trace-rings.ts";
import { toUnitAreas } from "./unit-ring.ts";
import { countUnmatched } from "./unmatched-edges.ts";

/**
 * Outlines of areas with every shared edge once. Where areas overlap or an edge is not found point by point in the
 * neighbour, each side keeps a one-sided arc of its own; `unmatched` counts such edges (0 = a perfect tessellation).
 */
export function toSharedArcs(areas: readonly AreaGeometry[]): { arcs: Arc[]; unmatched: number } {
  const unitAreas = toUnitAreas(areas);
  const rings = toSidedRings(unitAreas);
  const edges = toAreaEdges(toRingEdges(rings), rings);
  return { arcs: chainEdges(edges), unmatched: countUnmatched(edges, rings) };
}

function reversed(coordinates: readonly number[]): number[] {
  const backwards: number[] = [];
  for (let i = coordinates.length - 2; i >= 0; i -= 2) backwards.push(coordinates[i]!, coordinates[i + 1]!); // even length
  return backwards;
}

/** The arcs around each area, each so that the area lies on its left. */
function pathsByArea(arcs: readonly Arc[], areaCount: number): SidedPath[][] {
  const nodes = createPairTable(2 * arcs.length);
  const paths: SidedPath[][] = Array.from({ length: areaCount }, () => []);
  const add = (area: number, points: readonly number[]): void => {
    const [x = 0, y = 0] = points;
    const [endX = 0, endY = 0] = points.slice(-2);
    if (area < 0) return;
    const around = paths[area];
    if (!around) throw new Error(`an arc names area ${area} of ${areaCount}`);
    around.push({ start: nodes.idOf(x, y), end: nodes.idOf(endX, endY), points });
  };
  for (const { left, right, points } of arcs) {
    const coordinates = unpackPoints(points);
    if (coordinates.length < 4) throw new Error("an arc has fewer than two points");
    add(left, coordinates);
    add(right, reversed(coordinates));
  }
  return paths;
}

/**
 * The areas that `toSharedArcs` took apart, shells counter-clockwise, rings starting anywhere. An area without arcs is a
 * MultiPolygon without polygons; arcs that do not close throw and name the area.
 */
export function fromSharedArcs(arcs: readonly Arc[], areaCount: number): AreaGeometry[] {
  return pathsByArea(arcs, areaCount).map((paths, area) => {
    try {
      return ringsToArea(traceRings(paths));
    } catch (cause) {
      throw new Error(`area ${area}: ${cause instanceof Error ? cause.message : String(cause)}`, {
        cause,
      });
    }
  });
}
