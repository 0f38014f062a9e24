import { toLocalTime } from "../local-time.ts";

/** A day further off than this is a slip of the keys. */
const MOST_YEARS = 2;

/** The first and the last day, as `2026-11-27`, from which new boundaries may be in force: by the territory's clocks, today and two years on. */
export function effectiveDays(now: Date, timeZone: string): { first: string; last: string } {
  const first = toLocalTime(now.toISOString(), timeZone).slice(0, 10);
  const [year, month, day] = first.split("-").map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year + MOST_YEARS, month - 1, day)).toISOString().slice(0, 10);
  return { first, last };
}
