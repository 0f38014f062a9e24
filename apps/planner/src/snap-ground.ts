import type { NamedLine } from "@getu/editor";
import { toUnits } from "@getu/geometry";
import type { UnitPlace } from "@getu/geometry/partition";
import type { FeatureCollection, Position } from "geojson";
import { useEffect, useState } from "react";

/** What of the ground can be snapped to and followed. */
export type SnapGround = { readonly roads: readonly NamedLine[]; readonly buildings: readonly NamedLine[] };

/** Roads and buildings of a territory's own ground; without such a file there is nothing to snap to. Null while they load. */
export function useSnapGround(territoryId: number): SnapGround | null {
  const [ground, setGround] = useState<SnapGround | null>(null);
  useEffect(() => {
    const aborter = new AbortController();
    const read = (kind: string) =>
      readLines(`/territories/${territoryId}/basemap/${kind}.json`, aborter.signal);
    const readBoth = async (): Promise<void> => {
      const [roads, buildings] = await Promise.all([read("road"), read("building")]);
      if (!aborter.signal.aborted) setGround({ roads, buildings });
    };
    void readBoth();
    return () => aborter.abort();
  }, [territoryId]);
  return ground;
}

async function readLines(url: string, signal: AbortSignal): Promise<NamedLine[]> {
  try {
    const response = await fetch(url, { signal });
    return response.ok ? toLines((await response.json()) as FeatureCollection) : [];
  } catch {
    return []; // the plan is drawn without a ground too
  }
}

/** Lines of roads and rims of buildings, in whole units. */
function toLines({ features }: FeatureCollection): NamedLine[] {
  return features.flatMap(({ geometry, properties }) => {
    const name = typeof properties?.["name"] === "string" ? properties["name"] : null;
    return pathsOf(geometry).map((path) => ({
      name,
      path: path.map(([lng = 0, lat = 0]): UnitPlace => [toUnits(lng), toUnits(lat)]),
    }));
  });
}

type Paths = readonly (readonly Position[])[];

function pathsOf(geometry: FeatureCollection["features"][number]["geometry"]): Paths {
  if (geometry.type === "LineString") return [geometry.coordinates];
  if (geometry.type === "MultiPolygon") return geometry.coordinates.flat();
  return geometry.type === "MultiLineString" || geometry.type === "Polygon" ? geometry.coordinates : [];
}
