import { ENOUGH_FOR_HEAT, measured, WEEK_HOURS } from "./heat-week.ts";
import type { HeatWeek } from "./heat-week.ts";

/** Hours that are looked at together where one alone has too few incidents. */
export const HOUR_BLOCK = 4;

/** Incidents of the week in cells of one hour or of four. */
export type WeekCells = { hours: 1 | typeof HOUR_BLOCK; counts: readonly number[] };

const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0);

/** True when at least half of the cells have enough incidents to be shown. */
export const isMostlyEnough = (counts: readonly number[]): boolean =>
  2 * counts.filter((count) => count >= ENOUGH_FOR_HEAT).length >= counts.length;

/** The hours of a week one by one where most of them have enough incidents, else in blocks. */
export function weekCells(hours: readonly number[]): WeekCells {
  if (isMostlyEnough(hours)) return { hours: 1, counts: hours };
  const blocks = Array.from({ length: WEEK_HOURS / HOUR_BLOCK }, (_, block) =>
    sum(hours.slice(HOUR_BLOCK * block, HOUR_BLOCK * (block + 1))),
  );
  return { hours: HOUR_BLOCK, counts: blocks };
}

/** The hours of the week that grids are ranked by: those of now, the same of every day, or all. */
const RANKED_REACHES = ["now", "daily", "week"] as const;

type RankedReach = (typeof RANKED_REACHES)[number];

const HOURS_OF: Record<RankedReach, (block: number, hour: number) => boolean> = {
  now: (block, hour) => Math.floor(hour / HOUR_BLOCK) === block,
  daily: (block, hour) => Math.floor((hour % 24) / HOUR_BLOCK) === block % (24 / HOUR_BLOCK),
  week: () => true,
};

const hoursOf = (reach: RankedReach, block: number): number[] =>
  Array.from({ length: WEEK_HOURS }, (_, hour) => hour).filter((hour) => HOURS_OF[reach](block, hour));

/** The narrowest hours around one of the week for which most grids have a figure; where no hours give them, all. */
export function rankedHours(
  week: Pick<HeatWeek, "grids">,
  hour: number,
): { reach: RankedReach; hours: number[] } {
  const block = Math.floor(hour / HOUR_BLOCK);
  const inside = week.grids.filter(({ gridId }) => gridId !== null);
  const hasFigures = (hours: readonly number[]): boolean => {
    const figures = inside.filter(
      (grid) => measured(sum(hours.map((each) => grid.hours[each]!)), grid, "count") !== "too-few",
    ); // an hour of the week
    return 2 * figures.length >= inside.length;
  };
  const reach = RANKED_REACHES.find((each) => hasFigures(hoursOf(each, block))) ?? "week";
  return { reach, hours: hoursOf(reach, block) };
}
