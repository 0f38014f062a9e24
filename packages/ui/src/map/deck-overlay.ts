import type { LayersList, PickingInfo } from "@deck.gl/core";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import type { Map as MapLibreMap } from "maplibre-gl";

/** The marks above a map: deck.gl in its own canvas, built again when its graphics context is lost. */
export type DeckOverlay = {
  setLayers: (layers: LayersList) => void;
  /** What is drawn on; another one after a lost graphics context. */
  canvas: () => HTMLCanvasElement | null;
  /** True when the last layers given have been drawn. */
  isDrawn: () => boolean;
  destroy: () => void;
};

/** What a user does with the marks. */
export type DeckOverlayOptions = {
  onDrawn: () => void;
  onClick: (picked: PickingInfo) => void;
};

const REBUILD_AFTER_MS = 1_000;

/**
 * Lays deck.gl over a map whose style is loaded; before that it would draw above the labels for ever.
 * Overlaid and not interleaved: interleaved layers do not come back after a lost context.
 */
export function createDeckOverlay(map: MapLibreMap, options: DeckOverlayOptions): DeckOverlay {
  let layers: LayersList = [];
  let drawn = false;
  let rebuilding: ReturnType<typeof setTimeout> | null = null;
  let overlay = build();

  function build(): MapLibreOverlay {
    const built = new MapLibreOverlay({
      interleaved: false,
      layers,
      pickingRadius: 8,
      getCursor: ({ isHovering }) => (isHovering ? "pointer" : "grab"),
      onClick: options.onClick,
      onAfterRender: () => {
        drawn = true;
        options.onDrawn();
      },
    });
    map.addControl(built);
    return built;
  }

  // The event does not bubble, but a listener in the capture phase hears it for every canvas in the container.
  const onContextLost = (event: Event): void => {
    const canvas = overlay.getCanvas();
    if (canvas === null || event.target !== canvas || rebuilding !== null) return;
    canvas.style.visibility = "hidden"; // a browser shows it white
    drawn = false;
    rebuilding = setTimeout(() => {
      rebuilding = null;
      map.removeControl(overlay);
      overlay = build();
    }, REBUILD_AFTER_MS);
  };
  const container = map.getContainer();
  container.addEventListener("webglcontextlost", onContextLost, true);

  return {
    setLayers(next) {
      layers = next;
      drawn = false;
      overlay.setProps({ layers });
    },
    canvas: () => overlay.getCanvas(),
    isDrawn: () => drawn,
    destroy() {
      if (rebuilding !== null) clearTimeout(rebuilding);
      container.removeEventListener("webglcontextlost", onContextLost, true);
      map.removeControl(overlay);
    },
  };
}
