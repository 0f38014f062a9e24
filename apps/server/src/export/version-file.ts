import type { PlanGrid } from "@getu/domain/redraw";
import { fromSharedArcs, toTopology } from "@getu/geometry";
import type { AreaGeometry, AreaTopology } from "@getu/geometry";
import type { VersionContent } from "@getu/store";

/** What a file says of a grid beside its outline: its name, code and place in the order, or also how many households it has. */
export type Carried = "lines" | "households";

/** What stands beside an outline in a file; people's names stay in the house. */
type GridProperties = Omit<PlanGrid, "leaderName" | HouseholdField> & Partial<Pick<PlanGrid, HouseholdField>>;

/** How many, and whether nobody has counted them by this outline. */
type HouseholdField = "households" | "householdsEstimated";

type Outlined = { properties: GridProperties; area: AreaGeometry };

/** The grids that own an outline. */
function outlinedOf({ edges, grids }: VersionContent, carried: Carried): Outlined[] {
  const byId = new Map(grids.map((grid) => [grid.id, grid]));
  const areas = fromSharedArcs(edges.arcs, edges.gridIds.length);
  return edges.gridIds.map((id, i) => {
    const { leaderName: _, households, householdsEstimated, ...named } = byId.get(id)!; // an outline belongs to a grid
    const properties = carried === "households" ? { ...named, households, householdsEstimated } : named;
    return { properties, area: areas[i]! }; // an area for each
  });
}

/** A version as GeoJSON: a feature for each grid that owns an outline. */
export const toVersionFeatures = (content: VersionContent, carried: Carried) => ({
  type: "FeatureCollection",
  features: outlinedOf(content, carried).map(({ properties, area }) => ({
    type: "Feature",
    id: properties.id,
    properties,
    geometry: area,
  })),
});

/** The same as TopoJSON, every shared line once: half the size, and neighbours stay neighbours when it is simplified. */
export function toVersionTopology(
  content: VersionContent,
  carried: Carried,
): {
  type: "Topology";
  transform: AreaTopology["transform"];
  arcs: AreaTopology["arcs"];
  objects: object;
} {
  const outlined = outlinedOf(content, carried);
  const { transform, arcs, geometries } = toTopology(outlined.map(({ area }) => area));
  const named = geometries.map((geometry, i) => {
    const { properties } = outlined[i]!; // a geometry for each
    return { ...geometry, id: properties.id, properties };
  });
  return {
    type: "Topology",
    transform,
    arcs,
    objects: { grids: { type: "GeometryCollection", geometries: named } },
  };
}
