/** Time windows a screen offers; `ever` shows what was recorded long ago. */
export const HEAT_WINDOWS = ["day", "week", "month", "year", "ever"] as const;

/** How long a time window is. */
export type HeatWindow = (typeof HEAT_WINDOWS)[number];

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
const STEP_MS = { day: 6 * HOUR_MS, week: DAY_MS, month: 2 * DAY_MS, year: null, ever: null } as const;

/** The steps that a window can be moved back within a year; 0 = it stays at the present. */
export function stepsOf(window: HeatWindow): number {
  const step = STEP_MS[window];
  return step === null ? 0 : Math.floor((WINDOW_MS.year - WINDOW_MS[window]) / step);
}

/**
 * The window that lies so many steps back. At the present it ends with the minute, so that screens ask alike; further back
 * it ends at whole steps, so that a picture once asked for is asked for again.
 */
export function windowAt(
  window: HeatWindow,
  { back, now }: { back: number; now: Date },
): { from: Date; to: Date } {
  const step = STEP_MS[window];
  const to =
    back === 0 || step === null
      ? Math.ceil(now.getTime() / 60_000) * 60_000
      : (Math.floor(now.getTime() / step) - back + 1) * step;
  return { from: new Date(to - WINDOW_MS[window]), to: new Date(to) };
}
