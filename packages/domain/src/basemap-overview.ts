import type { Feature, FeatureCollection, Geometry, Position } from "geojson";

/** About 15 m: a pixel at the zoom where a city fills a screen. */
const STEP_DEGREES = 0.00015;

/** What is narrower and shorter than this is left out. */
const LEAST_DEGREES = 0.0006;

/** Ways between houses are drawn only where a street fills the screen. */
const isOfACity = ({ properties }: Feature): boolean => properties?.["class"] !== "lane";

const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** A line without the points that lie within a step of the last one kept; its ends stay. */
function thinned(line: readonly Position[]): Position[] {
  const kept: Position[] = [];
  for (const [i, [x = 0, y = 0]] of line.entries()) {
    const before = kept.at(-1);
    const isEnd = i === 0 || i === line.length - 1;
    const near = before && Math.hypot(x - before[0]!, y - before[1]!) < STEP_DEGREES; // positions have two numbers
    if (isEnd || !near) kept.push([round(x), round(y)]);
  }
  return kept;
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
    return { ...geometry, coordinates: geometry.coordinates.map(thinned) };
  if (geometry.type === "Polygon") {
    const coordinates = thinnedRings(geometry.coordinates);
    return coordinates.length === 0 ? null : { ...geometry, coordinates };
  }
  if (geometry.type !== "MultiPolygon") return geometry;
  const coordinates = geometry.coordinates.map(thinnedRings).filter(({ length }) => length > 0);
  return coordinates.length === 0 ? null : { ...geometry, coordinates };
}

/** The ground as a whole city shows it: without lanes and small things, to about 15 m. For a first look, never to measure. */
export function basemapOverview({ features }: FeatureCollection): FeatureCollection {
  const kept = features.filter(isOfACity).flatMap((feature): Feature[] => {
    const geometry = thinnedGeometry(feature.geometry);
    return geometry ? [{ ...feature, geometry }] : [];
  });
  return { type: "FeatureCollection", features: kept };
}
