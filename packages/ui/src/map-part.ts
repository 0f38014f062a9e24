import { arcZoomFor } from "@getu/domain";
import type { ArcPart, Boundaries } from "@getu/domain";
import { cellAt, cellBbox } from "@getu/geometry";
import { tierZooms } from "@getu/layers";
import type { Bounds, MapPosition } from "./map/map-types.ts";

/** Cells of a zoom's boundaries are three levels coarser, about two of them fill a screen; exact ones are of this level. */
const EXACT_LEVEL = 13;

/** How far beyond its edges a screen asks, as a share of its width: a hand that pans meets no end. */
const MARGIN = 0.25;

/** The box with a margin on every side. */
export function withMargin([west, south, east, north]: Bounds): Bounds {
  const [width, height] = [MARGIN * (east - west), MARGIN * (north - south)];
  return [west - width, south - height, east + width, north + height];
}

/** The cells of a level that a box touches, row by row. */
function cellsOver([west, south, east, north]: Bounds, level: number): ArcPart["cell"][] {
  const [first, last] = [cellAt([west, north], level), cellAt([east, south], level)];
  const cells: ArcPart["cell"][] = [];
  for (let y = first.y; y <= last.y; y++) for (let x = first.x; x <= last.x; x++) cells.push({ level, x, y });
  return cells;
}

/** The parts of the boundaries that a map shows at its place: down to the finest tier that is drawn there. */
export function partsOnScreen(
  { zoom, bounds }: Pick<MapPosition, "zoom" | "bounds">,
  { boundaries, unit }: { boundaries: Boundaries; unit: number },
): ArcPart[] {
  const latitude = (bounds[1] + bounds[3]) / 2;
  const tier = tierZooms(boundaries, { latitude, unit }).findLastIndex(({ lines }) => lines <= zoom);
  const arcZoom = arcZoomFor(zoom);
  const level = Math.max(0, Math.min(Math.floor(zoom), arcZoom === 20 ? EXACT_LEVEL : arcZoom - 3));
  return cellsOver(withMargin(bounds), level).map((cell) => ({ tier, zoom: arcZoom, cell }));
}

/** The part of the territory that the screen and its surroundings show, in whole tiles: a hand's tremble asks nothing new. */
export function partOnScreen(
  territory: Bounds,
  { zoom, bounds }: Pick<MapPosition, "zoom" | "bounds">,
): Bounds {
  const level = Math.max(0, Math.floor(zoom));
  const cells = cellsOver(withMargin(bounds), level);
  const [first, last] = [cells[0], cells.at(-1)];
  if (!first || !last) return territory;
  const [west, , , north] = cellBbox(first, level);
  const [, south, east] = cellBbox(last, level);
  const part: Bounds = [
    Math.max(territory[0], west),
    Math.max(territory[1], south),
    Math.min(territory[2], east),
    Math.min(territory[3], north),
  ];
  return part[0] < part[2] && part[1] < part[3] ? part : territory; // beside the territory there is nothing to count
}
