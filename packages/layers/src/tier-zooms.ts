import type { Boundaries } from "@getu/domain";
import { zoomOfSide } from "@getu/domain";

/** From which zoom the boundaries of a tier are drawn, from which they are as strong as they get, and its names. */
export type TierZooms = { lines: number; strong: number; names: number };

/** How long the side of a middling grid must be on the screen, in units of the design. */
const LINES_SIDE = 40;
const STRONG_SIDE = 70;
const NAMES_SIDE = 84;

/** Beyond every zoom of a map. */
const NEVER = 24;

/** Zooms by the size of the grids themselves: a street of 1,000 grids and a city of 20,000 crowd nowhere. The coarsest tier is always drawn. */
export function tierZooms(
  { tiers }: Pick<Boundaries, "tiers">,
  { latitude, unit }: { latitude: number; unit: number },
): TierZooms[] {
  const zoomOf = (metres: number, side: number): number =>
    metres === 0 ? NEVER : Math.min(NEVER, zoomOfSide({ metres, pixels: side * unit, latitude }));
  return tiers.map(({ sideMetres }, tier) => ({
    lines: tier === 0 ? 0 : zoomOf(sideMetres, LINES_SIDE),
    strong: zoomOf(sideMetres, STRONG_SIDE),
    names: tier === 0 ? 0 : zoomOf(sideMetres, NAMES_SIDE),
  }));
}
