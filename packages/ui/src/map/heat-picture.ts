import type { HeatSurface } from "@getu/layers";
import { HEAT_BELOW } from "@getu/layers";
import type { Map as MapLibreMap } from "maplibre-gl";

const ID = "heat";

/** Shows the heat under the grid lines and names, or takes it away with null. */
export function showHeat(map: MapLibreMap, surface: HeatSurface | null): void {
  if (map.getLayer(ID)) map.removeLayer(ID);
  if (map.getSource(ID)) map.removeSource(ID);
  if (!surface) return;
  map.addSource(ID, {
    type: "canvas",
    canvas: toCanvas(surface),
    coordinates: surface.corners,
    animate: false,
  });
  const below = map.getLayer(HEAT_BELOW) ? HEAT_BELOW : undefined;
  const paint = { "raster-resampling": "linear", "raster-fade-duration": 0 } as const;
  map.addLayer({ id: ID, type: "raster", source: ID, paint }, below);
}

function toCanvas({ pixels, width, height }: HeatSurface): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("this browser gives no 2D canvas to draw the heat on");
  pen.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}
