import type { NamedGrid } from "@getu/domain";
import type { FeatureCollection, Point } from "geojson";
import type { LayerSpecification, SourceSpecification, SymbolLayerSpecification } from "maplibre-gl";
import { FONT } from "./ground-style.ts";
import type { GroundLook } from "./ground-style.ts";
import { chipLayer, OBSTACLE_SOURCE, obstacleLayer } from "./obstacle-style.ts";
import { heatRamp } from "./palette.ts";
import type { TierZooms } from "./tier-zooms.ts";

/** Names of the sources that the grid layers read; a screen fills them with `setData`. */
export const GRID_SOURCES = { areas: "grid-areas", lines: "grid-lines", labels: "grid-labels" } as const;

/** Below this layer the heat picture is put: above the ground, under every line and name. */
export const HEAT_BELOW = "grid-late";

/** The layer of each state that an area can have. None is shown until one has it: shading nothing takes as long as shading. */
export const SHADE_LAYERS = { late: HEAT_BELOW, heat: "grid-measured" } as const;

/** Line widths of the tiers. */
const LINE_WIDTHS = [1.6, 0.9, 0.6] as const;

const empty: SourceSpecification = {
  type: "geojson",
  data: { type: "FeatureCollection", features: [] },
  tolerance: 0.2,
};

/** Empty sources for areas, boundaries and names, and for what names keep clear of. */
export const gridSources = (): Record<string, SourceSpecification> => ({
  [GRID_SOURCES.areas]: { ...empty, promoteId: "gridId" },
  [GRID_SOURCES.lines]: empty,
  [GRID_SOURCES.labels]: empty,
  [OBSTACLE_SOURCE]: empty,
});

/** The territory's own ground, to be put at the very bottom, so that the territory stands out from its surroundings. */
export const landLayer = ({ theme }: GroundLook): LayerSpecification => ({
  id: "land",
  type: "fill",
  source: GRID_SOURCES.areas,
  paint: { "fill-color": theme.land, "fill-antialias": false },
});

/** Shading by overdue work and by measured heat, boundaries, names, and above these what they keep clear of; tiers beyond the third look like the third. */
export function gridStyleLayers(zooms: readonly TierZooms[], look: GroundLook): LayerSpecification[] {
  const finestFirst = zooms.map((each, tier) => [tier, each] as const).reverse();
  return [
    lateLayer(look),
    MEASURED_LAYER,
    ...finestFirst.map(([tier, each]) => gridLinesLayer(tier, each, look)),
    edgeLayer(look),
    ...finestFirst.map(([tier, each]) => gridLabelLayer(tier, each, look)),
    chipLayer(GRID_SOURCES.labels, look),
    obstacleLayer(),
  ];
}

/** Shades areas by `late`, a share from 0 to 1 of the most overdue grid. */
function lateLayer({ theme }: GroundLook): LayerSpecification {
  return {
    id: SHADE_LAYERS.late,
    type: "fill",
    source: GRID_SOURCES.areas,
    layout: { visibility: "none" },
    paint: {
      "fill-antialias": false, // its edge lies under a boundary
      "fill-color": theme.late,
      "fill-opacity": ["interpolate", ["linear"], ["coalesce", ["feature-state", "late"], 0], 0, 0, 1, 0.4],
    },
  };
}

/** Shades areas by `heat`, a share from 0 to 1 of the greatest figure; 0 = there is none to show. */
const MEASURED_LAYER: LayerSpecification = {
  id: SHADE_LAYERS.heat,
  type: "fill",
  source: GRID_SOURCES.areas,
  layout: { visibility: "none" },
  paint: {
    "fill-antialias": false, // as of what is late
    "fill-color": heatRamp(["coalesce", ["feature-state", "heat"], 0]),
    "fill-opacity": ["case", [">", ["coalesce", ["feature-state", "heat"], 0], 0], 0.6, 0],
  },
};

/** The boundaries between grids of one tier that lie within one parent; thin while the grids are small on the screen. */
function gridLinesLayer(
  tier: number,
  { lines, strong }: TierZooms,
  { theme, unit }: GroundLook,
): LayerSpecification {
  const width = (LINE_WIDTHS[tier] ?? LINE_WIDTHS[2]) * unit;
  const [thinAt, strongAt] = [Math.max(lines, strong - 2), Math.max(strong, lines + 0.1)];
  return {
    id: `grid-lines-${tier}`,
    type: "line",
    source: GRID_SOURCES.lines,
    minzoom: lines,
    filter: ["all", ["==", ["get", "tier"], tier], ["!", ["get", "edge"]]],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: {
      "line-color": theme.gridLine[tier] ?? theme.gridLine.at(-1) ?? theme.gridLine[0],
      "line-width": ["interpolate", ["linear"], ["zoom"], thinAt, 0.45 * width, strongAt, width],
      "line-opacity": tier === 0 ? 0.9 : ["interpolate", ["linear"], ["zoom"], lines, 0, lines + 0.7, 0.85],
    },
  };
}

/** The territory's own outline. */
function edgeLayer({ theme, unit }: GroundLook): LayerSpecification {
  return {
    id: "grid-edge",
    type: "line",
    source: GRID_SOURCES.lines,
    filter: ["get", "edge"],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": theme.gridLine[0], "line-width": 2.6 * unit },
  };
}

/** Where a name stands beside its place, from the best on. */
const ANCHORS: NonNullable<NonNullable<SymbolLayerSpecification["layout"]>["text-variable-anchor"]> = [
  ...(["center", "top", "bottom", "left", "right"] as const),
  ...(["top-left", "top-right", "bottom-left", "bottom-right"] as const),
];

/** Names of one tier, smaller the finer; beside a mark that stands at their place, and away where there is no room. */
function gridLabelLayer(tier: number, { names }: TierZooms, { theme, unit }: GroundLook): LayerSpecification {
  return {
    id: `grid-names-${tier}`,
    type: "symbol",
    source: GRID_SOURCES.labels,
    minzoom: names,
    filter: ["all", ["==", ["get", "tier"], tier], ["!", ["get", "isChip"]]],
    layout: {
      "text-field": ["get", "name"],
      "text-variable-anchor": ANCHORS,
      "text-radial-offset": 0.5,
      "text-justify": "center",
      "text-font": tier === 0 ? FONT.bold : FONT.medium,
      "text-size": (tier === 0 ? 18 : 16) * unit,
      "text-max-width": 9,
      "text-line-height": 1.25,
      "text-padding": 4 * unit,
    },
    paint: {
      "text-color": theme.gridName[tier] ?? theme.gridName.at(-1) ?? theme.gridName[0],
      "text-halo-color": theme.halo,
      "text-halo-width": 2 * unit,
    },
  };
}

/** A name at every grid's anchor; `isChip` tells those that stand above the map already. */
export function gridLabels(
  grids: readonly NamedGrid[],
  isChip: (grid: NamedGrid) => boolean,
): FeatureCollection<Point> {
  const features = grids.map((grid) => ({
    type: "Feature" as const,
    properties: { tier: grid.tier, name: grid.name, isChip: isChip(grid) },
    geometry: { type: "Point" as const, coordinates: [...grid.anchor] },
  }));
  return { type: "FeatureCollection", features };
}
