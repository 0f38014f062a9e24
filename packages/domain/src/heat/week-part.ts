import { WEEK_HOURS } from "./heat-week.ts";

/** A part of the week that somebody looks at alone: a day, the same hours of every day, or hours of one day. */
export type WeekPart = {
  /** 0 = Monday; null = every day. */
  day: number | null;
  /** Hours of the day, the last not included; null = all of them. */
  hours: { from: number; to: number } | null;
};

/** The hours of the week that lie in a part of it, ascending. */
export function hoursOfPart({ day, hours }: WeekPart): number[] {
  const [from, to] = hours ? [hours.from, hours.to] : [0, 24];
  return Array.from({ length: WEEK_HOURS }, (_, hour) => hour).filter(
    (hour) => (day === null || Math.floor(hour / 24) === day) && hour % 24 >= from && hour % 24 < to,
  );
}
