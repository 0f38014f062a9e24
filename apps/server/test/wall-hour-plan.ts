/** How long the wall is on. Shorter, to look at the test itself: what happens comes sooner and does not last as long. */
export const MINUTES: number = Number(process.env["GETU_WALL_MINUTES"] ?? 60);

/** What is a minute of the hour here. */
export const MINUTE_MS: number = (MINUTES / 60) * 60_000;

/** Long enough to be noticed, however short the hour is. */
const LEAST_OUTAGE_MS = 20_000;

/** How long an outage of so many minutes of the hour lasts. */
export const outageMs = (minutes: number): number => Math.max(LEAST_OUTAGE_MS, minutes * MINUTE_MS);

/**
 * At which minute of the hour what happens. All that goes wrong does so early: its last traces are ten minutes old, and each
 * community has been shown twice by the map that was made anew, when what the page holds begins to count. Until then a page
 * gathers what it needs of each: letters of its names, and programs that are compiled once they have run often.
 */
export const PLAN = {
  database: 3,
  network: 6,
  graphics: 14,
  databaseAgain: 17,
  steady: 30,
  restart: 58,
  end: 60,
} as const;
