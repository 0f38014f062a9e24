/** Local time of the demo: one zone, no summer time since 1991. */
export const TIME_ZONE = "Asia/Shanghai";

const OFFSET_MS = 8 * 3_600_000;
/** An hour in milliseconds. */
export const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The local day an instant falls in, as days since 1970-01-01. */
export const localDay = (instant: number): number => Math.floor((instant + OFFSET_MS) / DAY_MS);

/** The instant a local day begins. */
export const dayStart = (day: number): number => day * DAY_MS - OFFSET_MS;

/** Hour of the local day, 0 to 23. */
export const localHour = (instant: number): number =>
  Math.floor((instant - dayStart(localDay(instant))) / HOUR_MS);

/** Month of a local day, 0 to 11. */
export const monthOf = (day: number): number => new Date(day * DAY_MS).getUTCMonth();

/** Weekday of a local day, 0 = Sunday. */
export const weekdayOf = (day: number): number => new Date(day * DAY_MS).getUTCDay();

/** `20260131` for a local day. */
export const compactDate = (day: number): string =>
  new Date(day * DAY_MS).toISOString().slice(0, 10).replaceAll("-", "");
