import { fromSharedArcs, toArcs } from "@getu/geometry";
import type { ArcColumns, Bbox } from "@getu/geometry";
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";

/** The outlines of one tier's grids, put together from all boundaries between them. */
export function gridAreas(
  columns: ArcColumns,
): FeatureCollection<Polygon | MultiPolygon, { gridId: number }> {
  const ids = columns.areaIds;
  const features = fromSharedArcs(toArcs(columns), ids.length).map(
    (geometry, i): Feature<Polygon | MultiPolygon, { gridId: number }> => ({
      type: "Feature",
      properties: { gridId: ids[i]! }, // one geometry per id
      geometry,
    }),
  );
  return { type: "FeatureCollection", features };
}

/** The box around a grid's boundaries; null for a grid that the columns do not have, or that is too small for them to draw. */
export function gridBox(
  { areaIds, left, right, starts, positions }: ArcColumns,
  gridId: number,
): Bbox | null {
  const area = areaIds.indexOf(gridId);
  if (area < 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [arc, side] of left.entries()) {
    if (side !== area && right[arc] !== area) continue;
    const end = 2 * starts[arc + 1]!; // one start more than arcs
    for (let i = 2 * starts[arc]!; i < end; i += 2) {
      [west, east] = [Math.min(west, positions[i]!), Math.max(east, positions[i]!)]; // two a point
      [south, north] = [Math.min(south, positions[i + 1]!), Math.max(north, positions[i + 1]!)]; // as above
    }
  }
  return west <= east ? [west, south, east, north] : null;
}
