import { periodStart } from "@getu/domain";
import type { HeatLook, HeatWindow } from "@getu/domain";

/** How much time heat counts, and from where. */
export type HeatReach = Pick<HeatLook, "window" | "span">;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const WINDOW_MS = {
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 30 * DAY_MS,
  year: 365 * DAY_MS,
  ever: 36_525 * DAY_MS,
} as const satisfies Record<HeatWindow, number>;

/** How far a step moves each window; what is as long as the year that can be looked back on does not move. */
const ROLLING_STEP_MS = {
  day: 6 * HOUR_MS,
  week: DAY_MS,
  month: 2 * DAY_MS,
  year: null,
  ever: null,
} as const;

/** What grows since the year began can be followed from week to week. */
const STEP_MS = { rolling: ROLLING_STEP_MS, cumulative: { ...ROLLING_STEP_MS, year: 7 * DAY_MS } } as const;

/** The steps that a window can be moved back within a year; 0 = it stays at the present. */
export function stepsOf({ window, span }: HeatReach): number {
  const step = STEP_MS[span][window];
  const length = span === "rolling" ? WINDOW_MS[window] : 0;
  return step === null ? 0 : Math.floor((WINDOW_MS.year - length) / step);
}

/**
 * The window that lies so many steps back. At the present it ends with the minute, so that screens ask alike; further back
 * it ends at whole steps, so that a picture once asked for is asked for again.
 */
export function windowAt(
  { window, span }: HeatReach,
  { back, now, timeZone }: { back: number; now: Date; timeZone: string },
): { from: Date; to: Date } {
  const step = STEP_MS[span][window];
  const to =
    back === 0 || step === null
      ? Math.ceil(now.getTime() / 60_000) * 60_000
      : (Math.floor(now.getTime() / step) - back + 1) * step;
  const from =
    span === "rolling" || window === "ever"
      ? new Date(to - WINDOW_MS[window])
      : periodStart(new Date(to - 1), timeZone, window); // at midnight it is the day before that is whole
  return { from, to: new Date(to) };
}
