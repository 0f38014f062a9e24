import type { FeatureCollection } from "geojson";
import { GeoJSONSource } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";

/** Gives one of a map's own sources its content; a style that is not there yet has none. */
export function setSource(map: MapLibreMap, id: string, content: FeatureCollection): void {
  const source = map.getSource(id);
  if (source instanceof GeoJSONSource) void source.setData(content);
}
