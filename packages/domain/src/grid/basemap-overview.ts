import { packPoints, simplifyArcs, toDegrees, toUnits, unpackPoints } from "@getu/geometry";
import type { Feature, FeatureCollection, Geometry, Position } from "geojson";

/** Corners lie on whole metres, and no point of a line is further from it than 7 m: half a pixel where a city fills a screen. */
const COARSENESS = { step: 100, tolerance: 7 };

/** What is narrower and shorter than this is left out. */
const LEAST_DEGREES = 0.0006;

/** Ways between houses are drawn only where a street fills the screen. */
const isOfACity = ({ properties }: Feature): boolean => properties?.["class"] !== "lane";

/** A line by the corners that a screen can tell apart; its ends stay. */
function thinned(line: readonly Position[]): Position[] {
  const units = line.flatMap(([lng = 0, lat = 0]) => [toUnits(lng), toUnits(lat)]);
  const [arc] = simplifyArcs([{ left: 0, right: 1, points: packPoints(units) }], COARSENESS);
  if (!arc) return []; // all of it within 7 m
  const kept = unpackPoints(arc.points);
  return Array.from({ length: kept.length / 2 }, (_, i) => [
    toDegrees(kept[2 * i]!), // i < half of the length
    toDegrees(kept[2 * i + 1]!), // as above
  ]);
}

function isLarge(line: readonly Position[]): boolean {
  const extent = (axis: 0 | 1): number => {
    const values = line.map((position) => position[axis]!); // positions have two numbers
    return Math.max(...values) - Math.min(...values);
  };
  return Math.max(extent(0), extent(1)) >= LEAST_DEGREES;
}

const thinnedRings = (rings: readonly Position[][]): Position[][] =>
  isLarge(rings[0] ?? [[0, 0]]) ? rings.map(thinned).filter(({ length }) => length >= 4) : [];

/** What is left of a geometry; null = nothing that a screen could show. */
function thinnedGeometry(geometry: Geometry): Geometry | null {
  if (geometry.type === "LineString") {
    return isLarge(geometry.coordinates) ? { ...geometry, coordinates: thinned(geometry.coordinates) } : null;
  }
  if (geometry.type === "MultiLineString")
    return { ...geometry, coordinates: geometry.coordinates.map(thinned).filter(({ length }) => length > 0) };
  if (geometry.type === "Polygon") {
    const coordinates = thinnedRings(geometry.coordinates);
    return coordinates.length === 0 ? null : { ...geometry, coordinates };
  }
  if (geometry.type !== "MultiPolygon") return geometry;
  const coordinates = geometry.coordinates.map(thinnedRings).filter(({ length }) => length > 0);
  return coordinates.length === 0 ? null : { ...geometry, coordinates };
}

/** The ground as a whole city shows it: without lanes and small things, to about 7 m. For a first look, never to measure. */
export function basemapOverview({ features }: FeatureCollection): FeatureCollection {
  const kept = features.filter(isOfACity).flatMap((feature): Feature[] => {
    const geometry = thinnedGeometry(feature.geometry);
    return geometry ? [{ ...feature, geometry }] : [];
  });
  return { type: "FeatureCollection", features: kept };
}
