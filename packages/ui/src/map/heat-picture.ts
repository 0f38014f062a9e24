import type { HeatSurface } from "@getu/layers";
import { HEAT_BELOW } from "@getu/layers";
import { CanvasSource } from "maplibre-gl";
import type { CustomLayerInterface, Map as MapLibreMap } from "maplibre-gl";
import { createHeatSheets, putPicture } from "./heat-sheets.ts";
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
      showHeat(map, heat?.surface ?? null);
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
    if (state === "none" && from && to && !map.isMoving()) {
      state = "cut";
      sheets.cut();
      return false;
    }
    if (state === "cut") hide();
    if (state === "on") state = "lift";
    showHeat(map, to?.surface ?? null);
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
      showHeat(map, heat?.surface ?? null);
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
  for (const layer of [seams.under, seams.over])
    if (!map.getLayer(layer.id)) map.addLayer(layer, linesOf(map));
}

/** Has the map itself draw the heat, or draw it no more. */
function showHeat(map: MapLibreMap, surface: HeatSurface | null): void {
  const shown = map.getSource(ID);
  if (surface && shown instanceof CanvasSource && map.getLayer(ID)) return repaint(map, shown, surface);
  if (map.getLayer(ID)) map.removeLayer(ID);
  if (map.getSource(ID)) map.removeSource(ID);
  if (!surface) return;
  const canvas = document.createElement("canvas");
  putPicture(penOf(canvas), surface);
  map.addSource(ID, { type: "canvas", canvas, coordinates: surface.corners, animate: false });
  const paint = { "raster-resampling": "linear", "raster-fade-duration": 0 } as const;
  map.addLayer({ id: ID, type: "raster", source: ID, paint }, "heat-seam-over");
}

function repaint(map: MapLibreMap, source: CanvasSource, surface: HeatSurface): void {
  putPicture(penOf(source.getCanvas()), surface);
  source.setCoordinates(surface.corners);
  source.play(); // the texture is read from the canvas only while it plays
  void map.once("render", () => source.pause());
  map.triggerRepaint();
}

function penOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser gives no 2D canvas to draw the heat on");
  return pen;
}
