import { hourOfWeek } from "./heat/hour-of-week.ts";
import { timeFormat } from "./time-format.ts";

const formatOf = timeFormat(
  (timeZone) =>
    new Intl.DateTimeFormat("sv-SE", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    }),
);

/** `2026-11-26T14:30` as clocks of the time zone show it, for a field of a form. */
export const toLocalTime = (iso: string, timeZone: string): string =>
  formatOf(timeZone).format(new Date(iso)).replace(" ", "T");

/** How far clocks of the time zone are ahead of UTC at a moment. */
const aheadMs = (moment: number, timeZone: string): number =>
  Date.parse(`${toLocalTime(new Date(moment).toISOString(), timeZone)}Z`) - moment;

/**
 * The moment at which clocks of the time zone show this, ISO 8601; of an hour that comes twice one of both, and of one that is
 * left out when it would have been over. Looked up twice: clocks may be changed between this hour there and this hour in UTC.
 */
export function toMoment(local: string, timeZone: string): string {
  const asUtc = Date.parse(`${local}Z`);
  const near = asUtc - aheadMs(asUtc, timeZone);
  const moment = new Date(asUtc - aheadMs(near, timeZone)).toISOString();
  return toLocalTime(moment, timeZone) === local
    ? moment
    : new Date(Math.max(near, Date.parse(moment))).toISOString();
}

const NOON = "12:00";
const MIDNIGHT = "00:00";
const DAY_MS = 86_400_000;

/** When the day of a moment began in a time zone; `daysBack` 1 = the day before it. */
export function dayStart(moment: Date, timeZone: string, daysBack = 0): Date {
  const dayOf = (iso: string): string => toLocalTime(iso, timeZone).slice(0, 10);
  const noon = toMoment(`${dayOf(moment.toISOString())}T${NOON}`, timeZone);
  const day = new Date(Date.parse(noon) - daysBack * DAY_MS); // from noon to noon: days have 23 to 25 hours
  return new Date(toMoment(`${dayOf(day.toISOString())}T${MIDNIGHT}`, timeZone));
}

/** When the calendar's day, week from Monday, month or year of a moment began in a time zone. */
export function periodStart(moment: Date, timeZone: string, period: "day" | "week" | "month" | "year"): Date {
  if (period === "day") return dayStart(moment, timeZone);
  if (period === "week") return dayStart(moment, timeZone, Math.floor(hourOfWeek(moment, timeZone) / 24));
  const month = toLocalTime(moment.toISOString(), timeZone).slice(0, 7);
  const first = period === "month" ? `${month}-01` : `${month.slice(0, 4)}-01-01`;
  return new Date(toMoment(`${first}T${MIDNIGHT}`, timeZone));
}

/** A day of the calendar, `2026-11-26`, in a time zone: from its midnight until before the next one's. */
export function daySpan(day: string, timeZone: string): { from: Date; to: Date } {
  const noon = new Date(toMoment(`${day}T${NOON}`, timeZone));
  return {
    from: dayStart(noon, timeZone),
    to: dayStart(new Date(noon.getTime() + DAY_MS), timeZone), // about noon: days have 23 to 25 hours
  };
}
