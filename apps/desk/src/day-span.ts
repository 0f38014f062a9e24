import { toMoment } from "@getu/domain";

/** Days as a calendar has them; the last one belongs to them, and empty = open on that side. */
export type Days = { from: string; to: string };

const DAY_MS = 86_400_000;

/** The moment that a day begins in a time zone. */
const dayStart = (day: string, timeZone: string): string => toMoment(`${day}T00:00`, timeZone);

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** Between which moments days lie in a time zone: the first of them, and the first that is too late. */
export const toSpan = (
  { from, to }: Days,
  timeZone: string,
): { from: string | undefined; to: string | undefined } => ({
  from: from === "" ? undefined : dayStart(from, timeZone),
  to: to === "" ? undefined : dayStart(nextDay(to), timeZone),
});
