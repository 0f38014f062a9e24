import type { Grid, GridEdges } from "@getu/domain";
import { fromSharedArcs } from "@getu/geometry";
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { createGridTree } from "./grid-tree.ts";

/** The outlines of one tier's grids, put together from the edges of the finest grids. */
export function gridAreas(
  edges: GridEdges,
  grids: readonly Grid[],
  tier: number,
): FeatureCollection<Polygon | MultiPolygon, { gridId: number }> {
  const tree = createGridTree(grids);
  const owners = edges.gridIds.map((id) => tree.ancestorAt(id, tier)?.id ?? null);
  const ids = [...new Set(owners)].filter((id) => id !== null);
  const groupOf = new Map(ids.map((id, i) => [id, i]));
  const group = (side: number): number => groupOf.get(owners[side] ?? -1) ?? -1;
  const arcs = edges.arcs
    .map((arc) => ({ left: group(arc.left), right: group(arc.right), points: arc.points }))
    .filter((arc) => arc.left !== arc.right);
  const features = fromSharedArcs(arcs, ids.length).map(
    (geometry, i): Feature<Polygon | MultiPolygon, { gridId: number }> => ({
      type: "Feature",
      properties: { gridId: ids[i]! }, // one geometry per id
      geometry,
    }),
  );
  return { type: "FeatureCollection", features };
}
