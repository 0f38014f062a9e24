import type { NamedGrid } from "@getu/domain";
import type { ArcColumns } from "@getu/geometry";
import {
  GRID_SOURCES,
  gridAreas,
  gridBox,
  gridLines,
  gridSources,
  gridStyleLayers,
  landLayer,
  SHADE_LAYERS,
} from "@getu/layers";
import type { GroundLook, TierZooms } from "@getu/layers";
import type { Map as MapLibreMap } from "maplibre-gl";
import { createGridLabels } from "./grid-labels.ts";
import type { Bounds, GridNote } from "./map-types.ts";
import { setSource } from "./set-source.ts";

/** A territory as the lines on the screen, those around each of the coarsest grids, and names. */
export type DrawnTerritory = {
  lines: readonly ArcColumns[];
  areas: ArcColumns;
  names: readonly NamedGrid[];
};

/** Boundaries, names and shades of the grids on one map. */
export type TerritoryDrawing = {
  /** Whether there is a territory to draw. */
  isGiven: () => boolean;
  /** Draws again only what is not the same as before. */
  setTerritory: (territory: DrawnTerritory) => void;
  /** Shades by `late` and `heat`, the words stand elsewhere; true = the map has to draw again. */
  setNotes: (notes: ReadonlyMap<number, GridNote>) => boolean;
  setLinesVisible: (visible: boolean) => void;
  /** The box around one of the coarsest grids; null when it is not known. */
  boxOf: (gridId: number) => Bounds | null;
  /** The style is there, for the first time or again: put everything into it. */
  drawAll: () => void;
  /** The style is gone. */
  forget: () => void;
};

type Shades = Pick<GridNote, "late" | "heat">;

const UNSHADED: Shades = { late: 0, heat: 0 };

const shadesOf = ({ late, heat }: Shades = UNSHADED): Shades => ({ late, heat });

const isSame = (a: Shades, b: Shades): boolean => a.late === b.late && a.heat === b.heat;

type DrawingOptions = { zooms: readonly TierZooms[]; look: GroundLook; isForeignGround: boolean };

/** Keeps what it is given, so that it can be drawn before the style is there and after a lost graphics context. */
export function createTerritoryDrawing(map: MapLibreMap, options: DrawingOptions): TerritoryDrawing {
  let territory: DrawnTerritory | null = null;
  let drawn: Partial<DrawnTerritory> = {};
  let notes: ReadonlyMap<number, GridNote> = new Map();
  let shades: ReadonlyMap<number, Shades> = new Map();
  let linesVisible = true;
  let ready = false;
  const labels = createGridLabels(map, options.zooms);

  function drawTerritory(): void {
    if (!territory || !ready) return;
    const { lines, areas } = territory;
    if (drawn.lines !== lines) setSource(map, GRID_SOURCES.lines, gridLines(lines));
    labels.set(territory);
    if (drawn.areas !== areas) {
      setSource(map, GRID_SOURCES.areas, gridAreas(areas));
      shades = new Map();
      drawNotes();
    }
    drawn = territory;
  }

  /** Only what changed: every state that is set has the map draw again, also one that it has already. */
  function drawNotes(): boolean {
    if (!territory || !ready) return false;
    const next = new Map([...territory.areas.areaIds].map((id) => [id, shadesOf(notes.get(id))]));
    const changed = [...next].filter(([id, shade]) => !isSame(shades.get(id) ?? UNSHADED, shade));
    showShades(
      map,
      changed.map(([, shade]) => shade),
    );
    for (const [id, shade] of changed) map.setFeatureState({ source: GRID_SOURCES.areas, id }, shade);
    shades = next;
    return changed.length > 0;
  }

  function drawVisibility(): void {
    if (!ready) return;
    const visibility = linesVisible ? "visible" : "none";
    const layers = options.zooms.flatMap((_, tier) => [`grid-lines-${tier}`, `grid-names-${tier}`]);
    for (const id of ["grid-edge", ...layers]) map.setLayoutProperty(id, "visibility", visibility);
  }

  return {
    isGiven: () => territory !== null,
    setTerritory(next) {
      territory = next;
      drawTerritory();
    },
    setNotes(next) {
      notes = next;
      return drawNotes();
    },
    setLinesVisible(visible) {
      linesVisible = visible;
      drawVisibility();
    },
    boxOf: (gridId) => territory && gridBox(territory.areas, gridId),
    drawAll() {
      ready = true;
      drawn = {};
      labels.forget();
      addGridLayers(map, options);
      drawTerritory();
      drawVisibility();
    },
    forget() {
      ready = false;
      labels.forget();
    },
  };
}

/** Shows the layer of a shade with the first area that has it. */
function showShades(map: MapLibreMap, shades: readonly Shades[]): void {
  for (const kind of ["late", "heat"] as const) {
    const layer = SHADE_LAYERS[kind];
    const isWanted = shades.some((shade) => shade[kind] > 0);
    if (isWanted && map.getLayoutProperty(layer, "visibility") === "none")
      map.setLayoutProperty(layer, "visibility", "visible");
  }
}

function addGridLayers(map: MapLibreMap, options: DrawingOptions): void {
  for (const [id, source] of Object.entries(gridSources())) if (!map.getSource(id)) map.addSource(id, source);
  const aboveBackground = map.getStyle().layers[1]?.id;
  const land = options.isForeignGround ? [] : [landLayer(options.look)];
  for (const layer of land) if (!map.getLayer(layer.id)) map.addLayer(layer, aboveBackground);
  for (const layer of gridStyleLayers(options.zooms, options.look)) {
    if (!map.getLayer(layer.id)) map.addLayer(layer);
  }
}
