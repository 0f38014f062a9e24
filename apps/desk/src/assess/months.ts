/** How far back a month can be chosen; older ones are in the exports that were made of them. */
const MONTHS_BACK = 36;

/** The month of a moment in a time zone, as `2026-11`. */
export const monthOf = (time: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone, year: "numeric", month: "2-digit" }).format(time);

/** The months that can be chosen, newest first. */
export function recentMonths(now: Date, timeZone: string): string[] {
  const [year, month] = monthOf(now, timeZone).split("-").map(Number) as [number, number];
  return Array.from({ length: MONTHS_BACK }, (_, back) =>
    new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7),
  );
}
