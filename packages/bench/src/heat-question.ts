import { toDegrees } from "@getu/geometry";
import { cellsOfBbox } from "@getu/heat";
import type { CellView } from "@getu/heat";
import { END_SECOND } from "./heat-history.ts";
import { CITY_BOX } from "./made-up-city.ts";
import { createMadeUpPoints } from "./made-up-points.ts";
import { createRandom } from "./random.ts";

/** What a screen asks: the cells of a view in a window of whole days, of three categories. */
export type HeatQuestion = { view: CellView; from: number; to: number; categories: readonly number[] };

/** An answer as far as contenders are compared by it. */
export type HeatCount = { cells: number; incidents: number };

/** The whole city, a 64th of it around incidents, a 4,096th: always about 110 × 100 cells. */
export const VIEWS = {
  city: { level: 16, share: 1 },
  district: { level: 19, share: 1 / 8 },
  street: { level: 22, share: 1 / 64 },
} as const;

/** Lengths of windows in days. */
export const WINDOWS = { "24 h": 1, "30 d": 30, "1 y": 365 } as const;

/** How much of the city is looked at. */
export type ViewName = keyof typeof VIEWS;

/** How much time is looked at. */
export type WindowName = keyof typeof WINDOWS;

const DAY = 86_400;

function viewAround(name: ViewName, [lng, lat]: readonly [number, number]): CellView {
  const { level, share } = VIEWS[name];
  const from = (at: number, low: number, extent: number): number =>
    Math.min(low + extent * (1 - share), Math.max(low, at - (extent * share) / 2));
  const west = from(lng, toDegrees(CITY_BOX.west), toDegrees(CITY_BOX.width));
  const south = from(lat, toDegrees(CITY_BOX.south), toDegrees(CITY_BOX.height));
  const [east, north] = [
    west + toDegrees(CITY_BOX.width) * share,
    south + toDegrees(CITY_BOX.height) * share,
  ];
  return cellsOfBbox([west, south, east, north], level);
}

/** Questions in a fixed order: views around incidents, windows that end on one of the last 30 days. */
export function createQuestions({
  view,
  window,
  count,
}: {
  view: ViewName;
  window: WindowName;
  count: number;
}): HeatQuestion[] {
  const random = createRandom(11);
  const centres = createMadeUpPoints({ count, seed: 12 });
  return Array.from({ length: count }, (_, i) => {
    const to = END_SECOND - Math.floor(random.next() * 30) * DAY;
    const centre = [centres[2 * i]!, centres[2 * i + 1]!] as const; // two a point
    return { view: viewAround(view, centre), from: to - WINDOWS[window] * DAY, to, categories: [1, 5, 9] };
  });
}
