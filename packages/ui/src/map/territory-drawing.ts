import type { Grid, GridEdges } from "@getu/domain";
import {
  GRID_SOURCES,
  gridAreas,
  gridLabels,
  gridLines,
  gridSources,
  gridStyleLayers,
  landLayer,
} from "@getu/layers";
import type { GroundLook } from "@getu/layers";
import type { FeatureCollection } from "geojson";
import { GeoJSONSource } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";
import { MOST_NAMES } from "./grid-names.ts";
import type { GridNote } from "./map-types.ts";

/** A territory as grids and the lines between them. */
export type DrawnTerritory = { grids: readonly Grid[]; edges: GridEdges };

/** Boundaries, names and shades of the grids on one map. */
export type TerritoryDrawing = {
  setTerritory: (territory: DrawnTerritory) => void;
  /** Shades by `shade`; the words stand elsewhere. */
  setNotes: (notes: ReadonlyMap<number, GridNote>) => void;
  setLinesVisible: (visible: boolean) => void;
  /** The style is there, for the first time or again: put everything into it. */
  drawAll: () => void;
  /** The style is gone. */
  forget: () => void;
};

/** Keeps what it is given, so that it can be drawn before the style is there and after a lost graphics context. */
export function createTerritoryDrawing(
  map: MapLibreMap,
  options: { tiers: number; look: GroundLook; isForeignGround: boolean },
): TerritoryDrawing {
  let territory: DrawnTerritory | null = null;
  let notes: ReadonlyMap<number, GridNote> = new Map();
  let linesVisible = true;
  let ready = false;

  function drawTerritory(): void {
    if (!territory || !ready) return;
    const { grids, edges } = territory;
    setSource(map, GRID_SOURCES.lines, gridLines(edges, grids));
    setSource(map, GRID_SOURCES.areas, gridAreas(edges, grids, 0));
    setSource(map, GRID_SOURCES.labels, gridLabels(grids.filter(isNamedByMap(grids))));
    drawNotes();
  }

  function drawNotes(): void {
    if (!territory || !ready) return;
    for (const grid of territory.grids.filter(({ tier }) => tier === 0)) {
      const feature = { source: GRID_SOURCES.areas, id: grid.id };
      map.setFeatureState(feature, { late: notes.get(grid.id)?.shade ?? 0 });
    }
  }

  function drawVisibility(): void {
    if (!ready) return;
    const visibility = linesVisible ? "visible" : "none";
    const tiers = Array.from({ length: options.tiers }, (_, tier) => tier);
    const layers = tiers.flatMap((tier) => [`grid-lines-${tier}`, `grid-names-${tier}`]);
    for (const id of ["grid-edge", ...layers]) map.setLayoutProperty(id, "visibility", visibility);
  }

  return {
    setTerritory(next) {
      territory = next;
      drawTerritory();
    },
    setNotes(next) {
      notes = next;
      drawNotes();
    },
    setLinesVisible(visible) {
      linesVisible = visible;
      drawVisibility();
    },
    drawAll() {
      ready = true;
      addGridLayers(map, options);
      drawTerritory();
      drawVisibility();
    },
    forget() {
      ready = false;
    },
  };
}

/** The coarsest names stand above the marks (grid-names.ts), unless there are too many of them. */
function isNamedByMap(grids: readonly Grid[]): (grid: Grid) => boolean {
  const isMany = grids.filter(({ tier }) => tier === 0).length > MOST_NAMES;
  return ({ tier }) => tier > 0 || isMany;
}

function addGridLayers(
  map: MapLibreMap,
  options: { tiers: number; look: GroundLook; isForeignGround: boolean },
): void {
  for (const [id, source] of Object.entries(gridSources())) if (!map.getSource(id)) map.addSource(id, source);
  const aboveBackground = map.getStyle().layers[1]?.id;
  const land = options.isForeignGround ? [] : [landLayer(options.look)];
  for (const layer of land) if (!map.getLayer(layer.id)) map.addLayer(layer, aboveBackground);
  for (const layer of gridStyleLayers(options.tiers, options.look)) {
    if (!map.getLayer(layer.id)) map.addLayer(layer);
  }
}

function setSource(map: MapLibreMap, id: string, content: FeatureCollection): void {
  const source = map.getSource(id);
  if (source instanceof GeoJSONSource) void source.setData(content);
}
