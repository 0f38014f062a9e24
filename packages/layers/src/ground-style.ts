import type { BasemapKind } from "@getu/domain";
import type { LayerSpecification, SourceSpecification, StyleSpecification } from "maplibre-gl";
import { protomapsLayers } from "./protomaps-style.ts";
import type { MapTheme } from "./theme.ts";

/** What the ground is drawn from: the territory's own files, a PMTiles archive (Protomaps schema), or nothing. */
export type Ground =
  | { kind: "own"; urls: Readonly<Record<BasemapKind, string>> }
  | { kind: "pmtiles"; url: string }
  | { kind: "none" };

/** Looks of the ground: `unit` is CSS pixels per unit of the design. */
export type GroundLook = { theme: MapTheme; unit: number };

/** Font stacks name a weight only: without `glyphs` MapLibre draws every letter in the machine's own fonts. */
export const FONT = { regular: ["Regular"], medium: ["Medium"], bold: ["Bold"] };

/** A complete MapLibre style that asks no other host for anything. */
export function mapStyle(ground: Ground, look: GroundLook): StyleSpecification {
  const background: LayerSpecification = {
    id: "outside",
    type: "background",
    paint: { "background-color": look.theme.outside },
  };
  return {
    version: 8,
    sources: groundSources(ground),
    layers: [background, ...groundLayers(ground, look)],
  };
}

function groundSources(ground: Ground): Record<string, SourceSpecification> {
  if (ground.kind === "none") return {};
  if (ground.kind === "pmtiles") {
    const attribution = "© OpenStreetMap";
    return { ground: { type: "vector", url: `pmtiles://${ground.url}`, attribution } };
  }
  return Object.fromEntries(
    Object.entries(ground.urls).map(([kind, data]) => [kind, { type: "geojson", data, tolerance: 0.2 }]),
  );
}

function groundLayers(ground: Ground, look: GroundLook): LayerSpecification[] {
  if (ground.kind === "none") return [];
  return ground.kind === "pmtiles" ? protomapsLayers(look) : ownLayers(look);
}

/** Layers over the four files of a territory's own ground. */
function ownLayers({ theme, unit }: GroundLook): LayerSpecification[] {
  return [
    { id: "green", type: "fill", source: "green", paint: { "fill-color": theme.green } },
    { id: "water", type: "fill", source: "water", filter: isArea, paint: { "fill-color": theme.water } },
    {
      id: "water-course",
      type: "line",
      source: "water",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": theme.water, "line-width": byZoom([11, 1 * unit], [17, 8 * unit]) },
    },
    {
      id: "building",
      type: "fill",
      source: "building",
      minzoom: 13,
      paint: {
        "fill-color": theme.building,
        "fill-outline-color": theme.buildingEdge,
        "fill-opacity": ["interpolate", ["linear"], ["zoom"], 13, 0.5, 15, 1],
      },
    },
    ...ROAD_CLASSES.map((road) => roadLayer(road, { theme, unit })),
    ...ROAD_CLASSES.map((road) => roadNameLayer(road, { theme, unit })),
  ];
}

const isArea: ["==", ["geometry-type"], "Polygon"] = ["==", ["geometry-type"], "Polygon"];

/** Classes of roads from the least to the most important, with width at two zooms and the zoom names start at. */
const ROAD_CLASSES = [
  { key: "lane", minzoom: 12.5, narrow: 0.4, wide: 7, namesFrom: 16 },
  { key: "secondary", minzoom: 10, narrow: 0.8, wide: 12, namesFrom: 14.8 },
  { key: "arterial", minzoom: 5, narrow: 1.5, wide: 18, namesFrom: 13.8 },
] as const;

type RoadClass = (typeof ROAD_CLASSES)[number];

function roadLayer(road: RoadClass, { theme, unit }: GroundLook): LayerSpecification {
  return {
    id: `road-${road.key}`,
    type: "line",
    source: "road",
    minzoom: road.minzoom,
    filter: ["==", ["get", "class"], road.key],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": theme.road[road.key],
      "line-width": byZoom([12, road.narrow * unit], [18, road.wide * unit]),
    },
  };
}

function roadNameLayer(road: RoadClass, { theme, unit }: GroundLook): LayerSpecification {
  return {
    id: `road-name-${road.key}`,
    type: "symbol",
    source: "road",
    minzoom: road.namesFrom + Math.log2(unit),
    filter: ["all", ["==", ["get", "class"], road.key], ["has", "name"]],
    layout: {
      "symbol-placement": "line",
      "symbol-spacing": 420 * unit,
      "text-field": ["get", "name"],
      "text-font": FONT.regular,
      "text-size": 16 * unit,
      "text-letter-spacing": 0.12,
      "text-max-angle": 30,
    },
    paint: {
      "text-color": theme.roadName,
      "text-halo-color": theme.halo,
      "text-halo-width": 1.5 * unit,
    },
  };
}

/** Grows by powers of two with the zoom, as the ground itself does. */
function byZoom(
  from: readonly [zoom: number, value: number],
  to: readonly [zoom: number, value: number],
): ["interpolate", ["exponential", number], ["zoom"], number, number, number, number] {
  return ["interpolate", ["exponential", 1.6], ["zoom"], from[0], from[1], to[0], to[1]];
}
