import type { Map as MapLibreMap } from "maplibre-gl";

/** Whether a map has shown its first picture. */
export type FirstPicture = { isThere: () => boolean; stop: () => void };

/** Who waits longer than this is shown what has come. */
const PATIENCE_MS = 4_000;

/**
 * Has a map paint nothing until all that it was given by then is there. MapLibre paints a frame for every piece that comes:
 * where no graphics card draws, each takes a third of a second, in which the page can take in no other piece, and the whole
 * picture of a city comes seconds later than need be. Everything else of a frame is done: tiles are asked for in one.
 */
export function holdFirstPicture(map: MapLibreMap, isGiven: () => boolean): FirstPicture {
  const { painter } = map;
  const paint = painter.render.bind(painter);
  const patience = setTimeout(() => map.triggerRepaint(), PATIENCE_MS);
  const end = performance.now() + PATIENCE_MS;
  let there = false;
  painter.render = (...frame) => {
    there ||= performance.now() >= end || (isGiven() && hasAllTiles(map));
    if (there) paint(...frame);
  };
  return {
    isThere: () => there || map.painter !== painter, // after lost graphics it is another one
    stop: () => clearTimeout(patience),
  };
}

/** Whether every source has what is on the screen; one that is drawn from a canvas has it only once it is painted. */
const hasAllTiles = ({ style }: MapLibreMap): boolean =>
  Object.values(style.tileManagers).every((tiles) => tiles.getSource().type === "canvas" || tiles.loaded());
