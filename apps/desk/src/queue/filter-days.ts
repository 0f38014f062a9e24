import type { QueueFilter } from "@getu/domain";
import { toMoment } from "@getu/domain";

/** The days of report that a filter takes, as the territory counts days; the last one belongs to it. */
export type FilterDays = { from: string; to: string };

const DAY_MS = 86_400_000;

/** The moment that a day begins in a time zone. */
const dayStart = (day: string, timeZone: string): string => toMoment(`${day}T00:00`, timeZone);

const dayOf = (moment: Date, timeZone: string): string => moment.toLocaleDateString("sv-SE", { timeZone });

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);

/** The days of a filter; empty = open on that side. */
export const toFilterDays = ({ reportedFrom, reportedTo }: QueueFilter, timeZone: string): FilterDays => ({
  from: reportedFrom === undefined ? "" : dayOf(new Date(reportedFrom), timeZone),
  to: reportedTo === undefined ? "" : dayOf(new Date(Date.parse(reportedTo) - 1), timeZone),
});

/** The filter's times for its days. */
export const fromFilterDays = (
  { from, to }: FilterDays,
  timeZone: string,
): Pick<QueueFilter, "reportedFrom" | "reportedTo"> => ({
  reportedFrom: from === "" ? undefined : dayStart(from, timeZone),
  reportedTo: to === "" ? undefined : dayStart(nextDay(to), timeZone),
});
