import type { Catalogue } from "./catalogue.ts";

/** How long a filing condition allows. */
export type DeadlineRule = Catalogue["categories"][number]["conditions"][number]["deadline"];

const HOUR_MS = 3_600_000;

/**
 * Calendar milliseconds a rule allows when every hour counts.
 * Working units take 8 working hours as one day of 24 hours: a bound that the working calendar later refines.
 */
export function allowedMs({ amount, unit }: DeadlineRule): number {
  switch (unit) {
    case "urgent-hour":
    case "hour":
      return amount * HOUR_MS;
    case "working-hour":
      return amount * 3 * HOUR_MS;
    case "working-day":
    case "calendar-day":
      return amount * 24 * HOUR_MS;
  }
}

/** When work reported at `reportedAt` is due by the rule. */
export const deadlineAt = (reportedAt: Date, rule: DeadlineRule): Date =>
  new Date(reportedAt.getTime() + allowedMs(rule));
