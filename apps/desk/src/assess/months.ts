import { monthOf } from "@getu/ui";

/** How far back a month can be chosen; older ones are in the exports that were made of them. */
const MONTHS_BACK = 36;

/** The months that can be chosen, newest first. */
export function recentMonths(now: Date, timeZone: string): string[] {
  const [year, month] = monthOf(now, timeZone).split("-").map(Number) as [number, number];
  return Array.from({ length: MONTHS_BACK }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
}
