import type { HeatSurface } from "@getu/layers";
import { HEAT_BELOW } from "@getu/layers";
import { CanvasSource } from "maplibre-gl";
import type { Map as MapLibreMap } from "maplibre-gl";

const ID = "heat";

/** Shows the heat under the grid lines and names, or takes it away with null. */
export function showHeat(map: MapLibreMap, surface: HeatSurface | null): void {
  const shown = map.getSource(ID);
  // A step of the slider changes the picture alone: source and layer made anew would cost a style's whole update.
  if (surface && shown instanceof CanvasSource && map.getLayer(ID)) return repaint(map, shown, surface);
  if (map.getLayer(ID)) map.removeLayer(ID);
  if (map.getSource(ID)) map.removeSource(ID);
  if (!surface) return;
  map.addSource(ID, {
    type: "canvas",
    canvas: paintedOn(document.createElement("canvas"), surface),
    coordinates: surface.corners,
    animate: false,
  });
  const below = map.getLayer(HEAT_BELOW) ? HEAT_BELOW : undefined;
  const paint = { "raster-resampling": "linear", "raster-fade-duration": 0 } as const;
  map.addLayer({ id: ID, type: "raster", source: ID, paint }, below);
}

function repaint(map: MapLibreMap, source: CanvasSource, surface: HeatSurface): void {
  paintedOn(source.getCanvas(), surface);
  source.setCoordinates(surface.corners);
  source.play(); // the texture is read from the canvas only while it plays
  void map.once("render", () => source.pause());
  map.triggerRepaint();
}

function paintedOn(canvas: HTMLCanvasElement, { pixels, width, height }: HeatSurface): HTMLCanvasElement {
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser gives no 2D canvas to draw the heat on");
  pen.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}
