import type { MapTheme } from "@getu/layers";
import type { ExpressionSpecification, GeoJSONSourceSpecification, LayerSpecification } from "maplibre-gl";
import { TINT_OPACITY } from "./tints.ts";

/** Sources of the plan's layers. */
export const PLAN_SOURCES = {
  areas: "plan-areas",
  gaps: "plan-gaps",
  borders: "plan-borders",
  names: "plan-names",
  compared: "plan-compared",
  live: "plan-live",
  handles: "plan-handles",
} as const;

// Simplified alone, each polygon would leave its neighbour: cracks at low zooms (redraw.md 6.1).
const exact: GeoJSONSourceSpecification = {
  type: "geojson",
  data: { type: "FeatureCollection", features: [] },
  tolerance: 0,
};

/** Empty sources for everything that is drawn of a plan. */
export const planSources = (): Record<string, GeoJSONSourceSpecification> => ({
  [PLAN_SOURCES.areas]: { ...exact, promoteId: "owner" },
  [PLAN_SOURCES.gaps]: exact,
  [PLAN_SOURCES.borders]: { ...exact, promoteId: "pair" },
  [PLAN_SOURCES.names]: { ...exact, promoteId: "owner" },
  [PLAN_SOURCES.compared]: exact,
  [PLAN_SOURCES.live]: exact,
  [PLAN_SOURCES.handles]: exact,
});

/** Patterns that the layers use; made by `addPatterns`. */
export const PATTERNS = { moved: "plan-moved", gap: "plan-gap", locked: "plan-locked" } as const;

/** Layers that roads are drawn over: borders are drawn along roads, so these have to be seen through the tints of grids. */
export const BELOW_ROADS: ReadonlySet<string> = new Set(["plan-areas", "plan-live-areas"]);

const FONT = ["Noto Sans Medium"];

const ofKind = (kind: string): ExpressionSpecification => ["==", ["get", "kind"], kind];
const isHidden: ExpressionSpecification = ["boolean", ["feature-state", "hidden"], false];
const isLocked: ExpressionSpecification = ["boolean", ["feature-state", "locked"], false];

/** Wider borders between communities than between compounds, and between those than within one. */
const BORDER_WIDTHS = [3.2, 2.6, 1.8, 1.1] as const;

const line = (
  id: string,
  source: string,
  rest: Partial<Extract<LayerSpecification, { type: "line" }>>,
): LayerSpecification => ({
  id,
  type: "line",
  source,
  layout: { "line-cap": "round", "line-join": "round" },
  ...rest,
});

/** Everything that is drawn of a plan, from the ground up. */
export function planLayers(theme: MapTheme): LayerSpecification[] {
  const { areas, gaps, borders, names, compared, live, handles } = PLAN_SOURCES;
  const opacity: ExpressionSpecification = ["case", isHidden, 0, TINT_OPACITY];
  const isOuter: ExpressionSpecification = ["==", ["get", "rank"], 0];
  const width: ExpressionSpecification = [
    "match",
    ["get", "rank"],
    0,
    BORDER_WIDTHS[0],
    1,
    BORDER_WIDTHS[1],
    2,
    BORDER_WIDTHS[2],
    BORDER_WIDTHS[3],
  ];
  return [
    {
      id: "plan-areas",
      type: "fill",
      source: areas,
      paint: { "fill-color": ["get", "fill"], "fill-opacity": opacity, "fill-antialias": false },
    },
    {
      id: "plan-locked",
      type: "fill",
      source: areas,
      paint: { "fill-pattern": PATTERNS.locked, "fill-opacity": ["case", isLocked, 1, 0] },
    },
    { id: "plan-gaps", type: "fill", source: gaps, paint: { "fill-pattern": PATTERNS.gap } },
    line("plan-gap-rims", gaps, { paint: { "line-color": "#c01020", "line-width": 2.5 } }),
    line("plan-borders", borders, {
      paint: {
        "line-color": [
          "case",
          isOuter,
          theme.gridLine[0],
          ["==", ["get", "rank"], 1],
          theme.gridLine[0],
          theme.roadName,
        ],
        "line-width": ["interpolate", ["linear"], ["zoom"], 13, ["*", 0.5, width], 17, width],
        "line-opacity": ["case", isHidden, 0, 1],
      },
    }),
    ...movedLayers(theme, "plan-compared", compared),
    line("plan-compared-new", compared, {
      filter: ofKind("new"),
      paint: { "line-color": theme.picked, "line-width": 2.6 },
    }),
    {
      id: "plan-live-areas",
      type: "fill",
      source: live,
      filter: ofKind("area"),
      paint: { "fill-color": ["get", "fill"], "fill-opacity": TINT_OPACITY, "fill-antialias": false },
    },
    line("plan-live-borders", live, {
      filter: ofKind("border"),
      paint: { "line-color": theme.roadName, "line-width": 1.2 },
    }),
    ...movedLayers(theme, "plan-live", live),
    line("plan-selected-casing", live, {
      filter: ofKind("selected"),
      paint: { "line-color": theme.casing, "line-width": 6 },
    }),
    line("plan-selected", live, {
      filter: ofKind("selected"),
      paint: { "line-color": theme.picked, "line-width": 3 },
    }),
    line("plan-arc", live, { filter: ofKind("arc"), paint: { "line-color": "#ffb000", "line-width": 5 } }),
    line("plan-live-new", live, {
      filter: ofKind("new"),
      paint: { "line-color": theme.picked, "line-width": 3 },
    }),
    line("plan-sketch", live, {
      filter: ofKind("sketch"),
      paint: { "line-color": theme.picked, "line-width": 2.5, "line-dasharray": [3, 1.5] },
    }),
    ...nameLayers(theme, { names, compared, live }),
    ...pointLayers(theme, { live, handles }),
  ];
}

/** What moved, hatched, below the border that was there. */
const movedLayers = (theme: MapTheme, id: string, source: string): LayerSpecification[] => [
  {
    id: `${id}-moved`,
    type: "fill",
    source,
    filter: ofKind("moved"),
    paint: { "fill-pattern": PATTERNS.moved },
  },
  line(`${id}-old`, source, {
    filter: ofKind("ghost"),
    paint: { "line-color": theme.roadName, "line-width": 2, "line-dasharray": [2, 2] },
  }),
];

function nameLayers(
  theme: MapTheme,
  sources: { names: string; compared: string; live: string },
): LayerSpecification[] {
  const text = { "text-font": FONT, "text-size": 13, "text-max-width": 7, "text-padding": 4 } as const;
  const halo = { "text-halo-color": theme.halo, "text-halo-width": 1.6 };
  const moved = (id: string, source: string): LayerSpecification => ({
    id,
    type: "symbol",
    source,
    filter: ofKind("moved"),
    layout: {
      ...text,
      "text-field": ["get", "words"],
      "text-max-width": 12,
      "text-allow-overlap": false,
    },
    paint: { ...halo, "text-halo-width": 2.2, "text-color": theme.picked }, // it lies on hatching of its colour
  });
  return [
    {
      id: "plan-names",
      type: "symbol",
      source: sources.names,
      minzoom: 14.2,
      layout: { ...text, "text-field": ["get", "name"] },
      paint: { ...halo, "text-color": theme.gridName[0] },
    },
    moved("plan-compared-words", sources.compared),
    moved("plan-live-words", sources.live),
  ];
}

function pointLayers(
  theme: MapTheme,
  { live, handles }: { live: string; handles: string },
): LayerSpecification[] {
  const dot = (
    id: string,
    source: string,
    look: { kind: string; radius: number; fill: string; rim: string; minzoom?: number },
  ): LayerSpecification => ({
    id,
    type: "circle",
    source,
    filter: ofKind(look.kind),
    ...(look.minzoom === undefined ? {} : { minzoom: look.minzoom }),
    paint: {
      "circle-radius": look.radius,
      "circle-color": look.fill,
      "circle-stroke-color": look.rim,
      "circle-stroke-width": 1.8,
    },
  });
  return [
    dot("plan-far-nodes", handles, {
      kind: "far-node",
      radius: 2.6,
      fill: "#ffffff",
      rim: "#7c8791",
      minzoom: 15.5,
    }),
    dot("plan-middles", handles, {
      kind: "middle",
      radius: 2.8,
      fill: theme.picked,
      rim: "#ffffff",
      minzoom: 16,
    }),
    dot("plan-nodes", handles, { kind: "node", radius: 4.6, fill: "#ffffff", rim: theme.picked }),
    dot("plan-sketch-points", live, {
      kind: "sketch-point",
      radius: 4.5,
      fill: theme.picked,
      rim: "#ffffff",
    }),
    dot("plan-focus", live, { kind: "focus", radius: 7, fill: "#ffb000", rim: "#3b2a00" }),
    dot("plan-snap", live, { kind: "snap", radius: 8.5, fill: "rgba(0,158,115,0.35)", rim: "#006b4e" }),
    {
      id: "plan-snap-words",
      type: "symbol",
      source: live,
      filter: ofKind("snap"),
      layout: {
        "text-field": ["get", "words"],
        "text-font": FONT,
        "text-size": 13,
        "text-anchor": "left",
        "text-offset": [1.1, 0],
        "text-allow-overlap": true,
      },
      paint: { "text-color": "#004d38", "text-halo-color": "#ffffff", "text-halo-width": 1.8 },
    },
  ];
}
