import type { FeatureCollection } from "geojson";
import { GeoJSONSource } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";

/** Gives a map what one of its sources holds from now on. */
export function putSource(map: MapLibreMap, name: string, data: FeatureCollection): void {
  const source = map.getSource(name);
  if (source instanceof GeoJSONSource) void source.setData(data);
  else map.addSource(name, { type: "geojson", data });
}
