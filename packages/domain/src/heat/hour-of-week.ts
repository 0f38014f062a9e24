import { timeFormat } from "../time-format.ts";
import { WEEK_HOURS } from "./heat-week.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

const formatOf = timeFormat(
  (timeZone) =>
    new Intl.DateTimeFormat("en-GB", { timeZone, weekday: "short", hour: "2-digit", hourCycle: "h23" }),
);

/** The local hour of the week of a moment in a time zone; 0 = Monday 00:00 to 01:00. */
export function hourOfWeek(moment: Date, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(moment);
  const named = new Map(parts.map(({ type, value }) => [type, value]));
  return 24 * DAYS.indexOf(named.get("weekday") ?? "") + Number(named.get("hour"));
}

/** Parts of the week that a screen offers to look at alone; `all` is every hour. */
export const HOUR_FILTERS = ["all", "workday", "evening", "night", "weekend"] as const;

/** A part of the week. */
export type HourFilter = (typeof HOUR_FILTERS)[number];

type Belongs = (hour: number, day: number) => boolean;

const BELONGS = {
  workday: (hour, day) => day < 5 && hour >= 8 && hour < 18,
  evening: (hour) => hour >= 18 && hour < 23,
  night: (hour) => hour >= 23 || hour < 6,
  weekend: (_hour, day) => day >= 5,
} as const satisfies Record<Exclude<HourFilter, "all">, Belongs>;

/** The hours of a part of the week, ascending; null = all of them. */
export function hoursOfFilter(filter: HourFilter): number[] | null {
  if (filter === "all") return null;
  const belongs: Belongs = BELONGS[filter];
  return Array.from({ length: WEEK_HOURS }, (_, hour) => hour).filter((hour) =>
    belongs(hour % 24, Math.floor(hour / 24)),
  );
}
