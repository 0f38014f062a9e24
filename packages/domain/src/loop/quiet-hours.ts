import { z } from "zod";
import { timeFormat } from "../time-format.ts";

const hourSchema = z.int().min(0).max(23);

/** Hours of the day in which nobody is called; equal ends = never. */
export const quietHoursSchema = z.strictObject({ from: hourSchema, to: hourSchema });

/** Hours of the day in which nobody is called; equal ends = never. */
export type QuietHours = z.infer<typeof quietHoursSchema>;

const formatOf = timeFormat(
  (timeZone) => new Intl.DateTimeFormat("en", { timeZone, hour: "numeric", hourCycle: "h23" }),
);

/** True at a moment in the quiet hours by the clocks of the time zone. */
export function isQuiet({ from, to }: QuietHours, now: Date, timeZone: string): boolean {
  const hour = Number(formatOf(timeZone).format(now));
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}
