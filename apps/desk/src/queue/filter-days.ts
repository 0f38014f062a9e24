import type { QueueFilter } from "@getu/domain";
import { toSpan } from "../day-span.ts";
import type { Days } from "../day-span.ts";

const dayOf = (moment: Date, timeZone: string): string => moment.toLocaleDateString("sv-SE", { timeZone });

/** The days of report that a filter takes, as the territory counts days. */
export const toFilterDays = ({ reportedFrom, reportedTo }: QueueFilter, timeZone: string): Days => ({
  from: reportedFrom === undefined ? "" : dayOf(new Date(reportedFrom), timeZone),
  to: reportedTo === undefined ? "" : dayOf(new Date(Date.parse(reportedTo) - 1), timeZone),
});

/** The filter's times for its days. */
export function fromFilterDays(
  days: Days,
  timeZone: string,
): Pick<QueueFilter, "reportedFrom" | "reportedTo"> {
  const { from, to } = toSpan(days, timeZone);
  return { reportedFrom: from, reportedTo: to };
}
