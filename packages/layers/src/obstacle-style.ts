import type { FeatureCollection, Point } from "geojson";
import type { LayerSpecification } from "maplibre-gl";
import { FONT } from "./ground-style.ts";
import type { GroundLook } from "./ground-style.ts";

/** A mark above the map that no name may lie under: where it stands and how wide it is in CSS pixels. */
export type Obstacle = { position: readonly [lng: number, lat: number]; pixels: number };

/** The source that the layer of obstacles reads; a screen fills it with `setData`. */
export const OBSTACLE_SOURCE = "mark-obstacles";

/** A square as wide as the font is large. */
const SQUARE = "■";

/**
 * Unseen squares where marks stand on a canvas of their own above the map: the map places names around them. Whatever is
 * placed first stays, and that is the topmost layer.
 */
export const obstacleLayer = (): LayerSpecification => ({
  id: "mark-obstacles",
  type: "symbol",
  source: OBSTACLE_SOURCE,
  layout: {
    "text-field": SQUARE,
    "text-font": FONT.regular,
    "text-size": ["get", "pixels"],
    "text-line-height": 1,
    "text-padding": 0,
    "text-allow-overlap": true,
  },
  paint: { "text-opacity": 0 },
});

/** Unseen names where the coarsest ones stand above the map as buttons, with room for a line below. */
export const chipLayer = (source: string, { unit }: GroundLook): LayerSpecification => ({
  id: "grid-chips",
  type: "symbol",
  source,
  filter: ["get", "isChip"],
  layout: {
    "text-field": ["get", "name"],
    "text-font": FONT.bold,
    "text-size": 17 * unit,
    "text-padding": 8 * unit,
    "text-allow-overlap": true,
  },
  paint: { "text-opacity": 0 },
});

/** The obstacles as the layer reads them. */
export function toObstacleFeatures(obstacles: readonly Obstacle[]): FeatureCollection<Point> {
  const features = obstacles.map(({ position, pixels }) => ({
    type: "Feature" as const,
    properties: { pixels },
    geometry: { type: "Point" as const, coordinates: [...position] },
  }));
  return { type: "FeatureCollection", features };
}
