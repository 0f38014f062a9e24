import type { Deck, DeckProps, LayersList, PickingInfo } from "@deck.gl/core";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import type { IControl, Map as MapLibreMap } from "maplibre-gl";
import { hasGraphics } from "./has-graphics.ts";

/** The marks above a map: deck.gl in its own canvas, built again when its graphics are lost or could not be had. */
export type DeckOverlay = {
  setLayers: (layers: LayersList) => void;
  /** What is drawn on; another one after a lost graphics context, null until there is one. */
  canvas: () => HTMLCanvasElement | null;
  /** True when the last layers given have been drawn. */
  isDrawn: () => boolean;
  destroy: () => void;
};

type Device = NonNullable<Deck["props"]["device"]>;

/** What a user does with the marks. */
export type DeckOverlayOptions = {
  onDrawn: () => void;
  /** The canvas is another one, with nothing on it: it needs layers of its own, for those drawn before belong to the last. */
  onEmptied: () => void;
  onClick: (picked: PickingInfo) => void;
};

const REBUILD_AFTER_MS = 1_000;

/** A browser that refuses a canvas its graphics may have some a moment later: a graphics process begins anew within seconds. */
const TRY_AGAIN_MS = 10_000;

/**
 * Signs and rings soften their own edges; only what a camera sees has stairs at its edge. Where no graphics card draws, which a
 * browser does not tell (Chromium takes software for one), four samples of each pixel are a third of what graphics do for a
 * first picture, and 60 MB.
 */
const ONE_SAMPLE: NonNullable<DeckProps["deviceProps"]> = { type: "webgl", webgl: { antialias: false } };

/**
 * Lays deck.gl over a map whose style is loaded; before that it would draw above the labels for ever.
 * Overlaid and not interleaved: interleaved layers do not come back after a lost context.
 */
export function createDeckOverlay(map: MapLibreMap, options: DeckOverlayOptions): DeckOverlay {
  let drawn = false;
  let rebuilding: ReturnType<typeof setTimeout> | null = null;
  let { overlay, control } = build();

  function build(): { overlay: MapLibreOverlay; control: IControl } {
    let device: Device | null = null;
    let hasBegun = false;
    const built = new MapLibreOverlay({
      interleaved: false,
      layers: [],
      deviceProps: ONE_SAMPLE,
      pickingRadius: 8,
      getCursor: ({ isHovering }) => (isHovering ? "pointer" : "grab"),
      onClick: options.onClick,
      onDeviceInitialized: (made) => (device = made),
      onLoad: () => (hasBegun = true),
      onError(error) {
        if (hasBegun) reportError(error);
        else if (map.hasControl(added)) rebuildIn(TRY_AGAIN_MS, hasGraphics); // reported by the browser: deck.gl does not catch it
      },
      onAfterRender: ({ gl }) => {
        gl.flush(); // a canvas that the page does not show yet is drawn only when something waits for it
        drawn = true;
        options.onDrawn();
      },
    });
    const added = controlOf(built, () => device);
    map.addControl(added);
    return { overlay: built, control: added };
  }

  /** Goes on waiting for as long as it cannot. */
  function rebuildIn(ms: number, canBuild: () => boolean): void {
    rebuilding ??= setTimeout(() => {
      rebuilding = null;
      if (!canBuild()) return rebuildIn(ms, canBuild);
      map.removeControl(control);
      ({ overlay, control } = build());
      options.onEmptied();
    }, ms);
  }

  // The event does not bubble, but a listener in the capture phase hears it for every canvas in the container.
  const onContextLost = (event: Event): void => {
    const canvas = overlay.getCanvas();
    if (canvas === null || event.target !== canvas) return;
    canvas.style.visibility = "hidden"; // a browser shows it white
    drawn = false;
    rebuildIn(REBUILD_AFTER_MS, () => true);
  };
  const container = map.getContainer();
  container.addEventListener("webglcontextlost", onContextLost, true);

  return {
    setLayers(layers) {
      drawn = false;
      overlay.setProps({ layers });
    },
    canvas: () => overlay.getCanvas(),
    isDrawn: () => drawn,
    destroy() {
      if (rebuilding !== null) clearTimeout(rebuilding);
      container.removeEventListener("webglcontextlost", onContextLost, true);
      map.removeControl(control);
    },
  };
}

/**
 * As the overlay itself, and takes with it what it leaves behind: its element in the map's corner, and a device that goes on
 * waiting for another pixel ratio, and so holds its canvas with all that was ever drawn on it for as long as the page is there.
 * Its graphics are given back at once: a browser has room for few, and a page's own memory does not tell it to look for them.
 */
function controlOf(overlay: MapLibreOverlay, deviceOf: () => Device | null): IControl {
  let element: HTMLElement | null = null;
  return {
    onAdd(map) {
      element = overlay.onAdd(map);
      return element;
    },
    onRemove(map) {
      overlay.onRemove(map);
      element?.remove();
      const device = deviceOf();
      device?.getDefaultCanvasContext().destroy();
      device?.loseDevice();
    },
    getDefaultPosition: () => overlay.getDefaultPosition(),
  };
}
