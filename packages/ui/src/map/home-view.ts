import type { Map as MapLibreMap } from "maplibre-gl";
import type { Bounds, MapPosition, Padding } from "./map-types.ts";

/** The camera's manners: it moves for nobody but the user, and goes home when left alone. */
export type HomeView = {
  /** Nothing where it is at home. */
  goHome: () => void;
  goTo: (bounds: Bounds) => void;
  /** Makes another part of the territory the home, and goes there. */
  setHome: (bounds: Bounds) => void;
  setPadding: (padding: Padding) => void;
  stop: () => void;
};

const HOME_AFTER_MS = 5 * 60_000;
const FLIGHT_MS = 1_200;
const MOST_ZOOM = 17.5;

/** Nobody sees a difference smaller than this from the view at home. */
const SAME_PIXELS = 2;
const SAME_ZOOM = 0.01;

/**
 * Home is the whole territory within the padding, until a scene has another one; it follows the screen's size until
 * somebody moves the map.
 */
export function createHomeView(
  map: MapLibreMap,
  options: { bounds: Bounds; padding: Padding; onView: (position: MapPosition) => void },
): HomeView {
  let { padding, bounds: home } = options;
  let isHome = true;
  let isFlying = false;
  let homing: ReturnType<typeof setTimeout> | null = null;

  const tell = (): void => {
    const [[west, south], [east, north]] = map.getBounds().toArray();
    const isWhole = isHome && isSame(home, options.bounds);
    const isThere = isAt(map, home, padding);
    options.onView({ zoom: map.getZoom(), bounds: [west, south, east, north], isHome: isWhole, isThere });
  };
  const fit = (bounds: Bounds, duration: number): void => {
    const box = [...bounds] as [number, number, number, number];
    map.fitBounds(box, { padding, duration, linear: duration === 0, maxZoom: MOST_ZOOM });
  };
  const stop = (): void => {
    if (homing !== null) clearTimeout(homing);
    homing = null;
  };
  const flyHome = (): void => {
    stop();
    isHome = true;
    isFlying = true;
    fit(home, FLIGHT_MS);
    tell();
  };
  const leave = (): void => {
    isHome = false;
    stop();
    homing = setTimeout(flyHome, HOME_AFTER_MS);
    tell();
  };

  map.on("movestart", (event) => {
    if (event.originalEvent) leave();
  });
  // A touch during the flight home, or a move that no event of the user started, is found out by where it ends.
  map.on("moveend", () => {
    const stands = isAt(map, home, padding);
    if (stands && !isHome) {
      stop();
      isHome = true;
    }
    if (!stands && isHome && !isFlying) return leave();
    isFlying = false;
    tell();
  });
  map.on("resize", () => {
    if (isHome) fit(home, 0);
  });

  return {
    goHome() {
      if (!isHome) flyHome();
    },
    goTo(bounds) {
      leave();
      fit(bounds, FLIGHT_MS);
    },
    setHome(bounds) {
      if (isSame(bounds, home)) return;
      home = bounds;
      flyHome();
    },
    setPadding(next) {
      if (JSON.stringify(next) === JSON.stringify(padding)) return;
      padding = next;
      if (!isHome) return;
      isFlying = true; // panels come and go with the scenes: the camera does not jump with them
      fit(home, FLIGHT_MS);
    },
    stop,
  };
}

const isSame = (one: Bounds, other: Bounds): boolean => one.join() === other.join();

/** Whether the map shows these bounds as `fit` would. */
function isAt(map: MapLibreMap, bounds: Bounds, padding: Padding): boolean {
  const box = [...bounds] as [number, number, number, number];
  const fitted = map.cameraForBounds(box, { padding, maxZoom: MOST_ZOOM });
  if (fitted?.center === undefined || fitted.zoom === undefined) return true;
  const [there, here] = [map.project(fitted.center), map.project(map.getCenter())];
  return (
    there.dist(here) < SAME_PIXELS &&
    Math.abs(Math.max(fitted.zoom, map.getMinZoom()) - map.getZoom()) < SAME_ZOOM
  );
}
