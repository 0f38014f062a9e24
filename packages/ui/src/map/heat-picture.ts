import type { HeatSurface } from "@getu/layers";
import { HEAT_BELOW } from "@getu/layers";
import { CanvasSource } from "maplibre-gl";
import type { CustomLayerInterface, LayerSpecification, Map as MapLibreMap } from "maplibre-gl";
import { createHeatSheets, createSheet, putPicture } from "./heat-sheets.ts";
import type { OverHeat } from "./heat-sheets.ts";

/** A picture of heat and the name of the window it counts. */
export type ShownHeat = { surface: HeatSurface; window: string };

/** The heat of one map, under its lines and names. */
export type HeatPicture = {
  /** Null takes it away; true = it is on the screen already, false = the map has to draw it. */
  set: (heat: ShownHeat | null) => boolean;
  /** The style is there, for the first time or again. */
  draw: () => void;
  /** The style is gone. */
  forget: () => void;
  /** The marks above the map were drawn again. */
  takeMarks: () => void;
  destroy: () => void;
};

/** `none`: the map draws the heat; `cut`: its next frame becomes sheets; `on`: they lie over it; `lift`: its next frame replaces them. */
type Sheets = "none" | "cut" | "on" | "lift";

/**
 * A map that moves draws the heat itself. While it stands and only the heat changes, as under a slider, it is not drawn:
 * sheets of its last frame lie over it, and the heat between them alone is painted, until the map draws by itself again.
 */
export function createHeatPicture(map: MapLibreMap, over: OverHeat): HeatPicture {
  const sheets = createHeatSheets(map, over);
  const pen = createSheet();
  let state: Sheets = "none";
  let ready = false;
  let heat: ShownHeat | null = null;

  function hide(): void {
    state = "none";
    sheets.hide();
  }

  /** Says which window is on the screen. */
  function tell(): void {
    map.getContainer().dataset["heat"] = heat?.window ?? "";
  }

  function onRender(): void {
    if (state === "cut" && heat) {
      state = "on";
      sheets.lay(heat.surface);
    } else if (state === "on") {
      state = "lift"; // the map has another frame to draw first: in this one it has an old heat
      showHeat(map, pen, heat?.surface ?? null);
      map.triggerRepaint();
    } else if (state !== "none") hide();
    tell();
  }

  /** True when the heat is on the screen at once. */
  function change(from: ShownHeat | null, to: ShownHeat | null): boolean {
    if (state === "on" && to) {
      sheets.paint(to.surface);
      tell();
      return true;
    }
    if (state === "cut" && to) return false;
    if (state === "none" && from && to && !map.isMoving() && over.isMapThere()) {
      state = "cut";
      sheets.cut();
      return false;
    }
    if (state === "cut") hide();
    if (state === "on") state = "lift";
    showHeat(map, pen, to?.surface ?? null);
    return false;
  }

  map.on("render", onRender);
  return {
    set(next) {
      const before = heat;
      heat = next;
      return ready && change(before, next);
    },
    draw() {
      ready = true;
      addSeams(map, sheets.seams);
      showHeat(map, pen, heat?.surface ?? null);
    },
    forget() {
      ready = false;
      hide();
    },
    takeMarks() {
      if (state === "on") sheets.takeMarks();
    },
    destroy() {
      map.off("render", onRender);
      sheets.destroy();
    },
  };
}

const ID = "heat";

/** Where the lines begin; a style of others may lack them. */
const linesOf = (map: MapLibreMap): string | undefined => (map.getLayer(HEAT_BELOW) ? HEAT_BELOW : undefined);

function addSeams(
  map: MapLibreMap,
  seams: { under: CustomLayerInterface; over: CustomLayerInterface },
): void {
  const aboveUnder = map.getLayer(ID) ? ID : linesOf(map); // a style that comes back has the heat, and neither seam
  if (!map.getLayer(seams.under.id)) map.addLayer(seams.under, aboveUnder);
  if (!map.getLayer(seams.over.id)) map.addLayer(seams.over, linesOf(map));
}

/**
 * Has the map itself draw the heat, or draw it no more. Canvas, source and layer are made with the first heat and only hidden
 * from then on: a wall hides its heat two hundred times an hour, and what is made anew each time goes late.
 */
function showHeat(map: MapLibreMap, pen: CanvasRenderingContext2D, surface: HeatSurface | null): void {
  if (!surface) return setVisibility(map, "none");
  putPicture(pen, surface);
  const shown = map.getSource(ID);
  if (shown instanceof CanvasSource) takeFrom(map, shown, surface.corners);
  else
    map.addSource(ID, { type: "canvas", canvas: pen.canvas, coordinates: surface.corners, animate: false });
  if (!map.getLayer(ID)) map.addLayer(HEAT_LAYER, "heat-seam-over");
  setVisibility(map, "visible");
}

const HEAT_LAYER: LayerSpecification = {
  id: ID,
  type: "raster",
  source: ID,
  layout: { visibility: "visible" },
  paint: { "raster-resampling": "linear", "raster-fade-duration": 0 },
};

function setVisibility(map: MapLibreMap, visibility: "visible" | "none"): void {
  if (!map.getLayer(ID) || map.getLayoutProperty(ID, "visibility") === visibility) return;
  map.setLayoutProperty(ID, "visibility", visibility);
}

/** Takes what is on the source's canvas now to the map. */
function takeFrom(map: MapLibreMap, source: CanvasSource, corners: HeatSurface["corners"]): void {
  source.setCoordinates(corners);
  source.play(); // the texture is read from the canvas only while it plays
  void map.once("render", () => source.pause());
  map.triggerRepaint();
}
