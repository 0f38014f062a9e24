import type { Map as MapLibreMap } from "maplibre-gl";
import type { Bounds, MapPosition, Padding } from "./map-types.ts";

/** The camera's manners: it moves for nobody but the user, and goes home when left alone. */
export type HomeView = {
  goHome: () => void;
  goTo: (bounds: Bounds) => void;
  setPadding: (padding: Padding) => void;
  stop: () => void;
};

const HOME_AFTER_MS = 5 * 60_000;
const FLIGHT_MS = 1_200;

/** Home is the whole territory within the padding; it follows the screen's size until somebody moves the map. */
export function createHomeView(
  map: MapLibreMap,
  options: { bounds: Bounds; padding: Padding; onView: (position: MapPosition) => void },
): HomeView {
  let { padding } = options;
  let isHome = true;
  let homing: ReturnType<typeof setTimeout> | null = null;

  const tell = (): void => options.onView({ zoom: map.getZoom(), isHome });
  const fit = (bounds: Bounds, duration: number): void => {
    const box = [...bounds] as [number, number, number, number];
    map.fitBounds(box, { padding, duration, linear: duration === 0, maxZoom: 17.5 });
  };
  const stop = (): void => {
    if (homing !== null) clearTimeout(homing);
    homing = null;
  };
  const goHome = (): void => {
    stop();
    isHome = true;
    fit(options.bounds, FLIGHT_MS);
    tell();
  };
  const leave = (): void => {
    isHome = false;
    stop();
    homing = setTimeout(goHome, HOME_AFTER_MS);
    tell();
  };

  map.on("movestart", (event) => {
    if (event.originalEvent) leave();
  });
  map.on("moveend", tell);
  map.on("resize", () => {
    if (isHome) fit(options.bounds, 0);
  });

  return {
    goHome,
    goTo(bounds) {
      leave();
      fit(bounds, FLIGHT_MS);
    },
    setPadding(next) {
      padding = next;
      if (isHome) fit(options.bounds, 0);
    },
    stop,
  };
}
