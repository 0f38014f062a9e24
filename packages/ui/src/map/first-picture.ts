import type { Map as MapLibreMap } from "maplibre-gl";

/** Whether a map has shown its first picture. */
export type FirstPicture = { isThere: () => boolean; stop: () => void };

/** Who waits longer than this is shown what has come. */
const PATIENCE_MS = 4_000;

/**
 * Has a map paint nothing until all that it was given by then is there. MapLibre paints a frame for every piece that comes:
 * where no graphics card draws, each takes a third of a second, in which the page can take in no other piece, and the whole
 * picture of a city comes seconds later than need be. Everything else of a frame is done: tiles are asked for in one, and
 * names that came in one are placed in the next, so that it is the next that is painted. Until then the page shows no canvas
 * of the map: for one that it shows it waits, at each frame, until the graphics have done all that they were told, and one that
 * it does not show is drawn while the page takes in the rest.
 */
export function holdFirstPicture(map: MapLibreMap, isGiven: () => boolean): FirstPicture {
  const { painter } = map;
  const paint = painter.render.bind(painter);
  const patience = setTimeout(() => map.triggerRepaint(), PATIENCE_MS);
  const end = performance.now() + PATIENCE_MS;
  let there = false;
  const show = (shown: boolean): void => {
    map.getContainer().dataset["painted"] = String(shown);
  };
  show(false);
  void map.once("webglcontextrestored", () => show(true)); // another painter, which is not held
  const isTime = (): boolean => performance.now() >= end || (isGiven() && isReady(map.style));
  const begin = (): void => {
    there = true;
    clearTimeout(patience);
    show(true);
  };
  painter.render = (...frame) => {
    if (!there && isTime()) begin();
    if (there) paint(...frame);
    else prepareTiles(map);
  };
  return {
    isThere: () => there || map.painter !== painter, // after lost graphics it is another one
    stop: () => clearTimeout(patience),
  };
}

/** Whether every source has what is on the screen, and its names have been placed. */
const isReady = ({ tileManagers, placement }: MapLibreMap["style"]): boolean =>
  !placement.stale && Object.values(tileManagers).every((tiles) => tiles.loaded());

/** Hands the graphics what has come, as painting would; what is drawn from a canvas has its tiles only then. */
function prepareTiles({ style, painter }: MapLibreMap): void {
  for (const tiles of Object.values(style.tileManagers)) if (tiles.used) tiles.prepare(painter.context);
}
