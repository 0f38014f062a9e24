import type { FeatureCollection } from "geojson";

const METRES_PER_DEGREE = 111_320;
const CORNERS = 48;

/** The circle within which a position lies, as a polygon of 48 corners. */
export function accuracyCircle([lng, lat]: [number, number], radiusMetres: number): FeatureCollection {
  const height = radiusMetres / METRES_PER_DEGREE;
  const width = height / Math.cos((lat * Math.PI) / 180);
  const ring = Array.from({ length: CORNERS + 1 }, (_, corner) => {
    const angle = (2 * Math.PI * (corner % CORNERS)) / CORNERS;
    return [lng + width * Math.cos(angle), lat + height * Math.sin(angle)];
  });
  const geometry = { type: "Polygon" as const, coordinates: [ring] };
  return { type: "FeatureCollection", features: [{ type: "Feature", properties: {}, geometry }] };
}
