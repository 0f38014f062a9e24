/** How long the wall is to be on: what goes wrong and what a page gathers first, and then the hour that is judged. */
export const WHOLE = 102;

/** How long it is on. Shorter, to look at the test itself: what happens comes sooner and does not last as long. */
export const MINUTES: number = Number(process.env["GETU_WALL_MINUTES"] ?? WHOLE);

/** What is a minute of the plan here. */
export const MINUTE_MS: number = (MINUTES / WHOLE) * 60_000;

/** Long enough to be noticed, however short the hour is. */
const LEAST_OUTAGE_MS = 20_000;

/** How long an outage of so many minutes of the plan lasts. */
export const outageMs = (minutes: number): number => Math.max(LEAST_OUTAGE_MS, minutes * MINUTE_MS);

/**
 * At which minute what happens. All that goes wrong does so early: its last traces are twenty minutes old when the hour begins
 * in which what the page holds counts. Until then a page gathers what it needs: letters of every name that it has shown, and
 * programs that are compiled once they have run often. Twice it was seen to stop growing between minute 36 and 40, some 20
 * minutes after its map was made anew, and from half an hour of 30 on neither its end nor an hour's growth could be told.
 */
export const PLAN = {
  database: 3,
  network: 6,
  graphics: 14,
  databaseAgain: 17,
  steady: 40,
  restart: 100,
  end: WHOLE,
} as const;
