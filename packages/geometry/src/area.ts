import type { MultiPolygon, Polygon, Position } from "geojson";

/** A polygon or several, GeoJSON, in degrees. */
export type AreaGeometry = Polygon | MultiPolygon;

/** The polygons of an area, each as its rings: the shell first, then holes. */
export function polygonsOf(area: AreaGeometry): Position[][][] {
  return area.type === "Polygon" ? [area.coordinates] : area.coordinates;
}
