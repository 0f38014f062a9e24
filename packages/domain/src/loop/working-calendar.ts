import { Temporal } from "temporal-polyfill"; // the standard's own types; Node 24 has no Temporal yet
import { z } from "zod";
import { labelSchema } from "../label.ts";

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A stretch of every working day in which the office works. */
export const windowSchema = z.strictObject({ from: timeOfDay, to: timeOfDay });

/** When an office works: daily windows, and for each known year its holidays and make-up working days (调休). */
export const workingCalendarSchema = z.strictObject({
  source: z.string().min(1),
  date: z.iso.date(),
  windows: z.array(windowSchema).min(1),
  years: z.record(
    z.string().regex(/^\d{4}$/),
    z.strictObject({
      holidays: z.array(z.strictObject({ name: labelSchema, from: z.iso.date(), to: z.iso.date() })),
      makeUpWorkingDays: z.array(z.iso.date()),
    }),
  ),
});

/** When an office works. */
export type WorkingCalendar = z.infer<typeof workingCalendarSchema>;

/** A holiday of the calendar, first and last day. */
export type Holiday = WorkingCalendar["years"][string]["holidays"][number];

/** The holiday that covers a day (ISO date), or null. */
export const findHoliday = (calendar: WorkingCalendar, day: string): Holiday | null =>
  calendar.years[day.slice(0, 4)]?.holidays.find(({ from, to }) => from <= day && day <= to) ?? null;

/** True when the office works on that day (ISO date); a year the calendar does not know has weekends only. */
export function isWorkingDay(calendar: WorkingCalendar, day: string): boolean {
  if (calendar.years[day.slice(0, 4)]?.makeUpWorkingDays.includes(day)) return true;
  return findHoliday(calendar, day) === null && Temporal.PlainDate.from(day).dayOfWeek <= 5;
}

/** A stretch of time `[fromMs, toMs)`, epoch milliseconds. */
export type Stretch = { fromMs: number; toMs: number };

const keptStretches = new WeakMap<WorkingCalendar, Map<string, readonly Stretch[]>>();

/** The working windows of one day as stretches; a day off has none. Kept: an office asks for the same days all day. */
export function workingStretches(
  calendar: WorkingCalendar,
  day: string,
  timeZone: string,
): readonly Stretch[] {
  const kept = keptStretches.get(calendar) ?? new Map<string, readonly Stretch[]>();
  keptStretches.set(calendar, kept);
  const key = `${day} ${timeZone}`;
  const found = kept.get(key) ?? findStretches(calendar, day, timeZone);
  return keep(kept, key, found);
}

function findStretches(calendar: WorkingCalendar, day: string, timeZone: string): Stretch[] {
  if (!isWorkingDay(calendar, day)) return [];
  const at = (time: string): number =>
    Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(timeZone).epochMilliseconds;
  return calendar.windows.map(({ from, to }) => ({ fromMs: at(from), toMs: at(to) }));
}

/** Ten years of days; a cache that grows beyond is begun anew. */
const MOST_KEPT = 4000;

function keep<Key, Value>(kept: Map<Key, Value>, key: Key, value: Value): Value {
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(key, value);
  return value;
}

/** Every zone's midnight falls on a quarter of an hour, so the day is the same within one. */
const QUARTER_MS = 900_000;
const keptDays = new Map<string, string>();

/** The local day (ISO date) of a moment. */
export function dayOf(epochMs: number, timeZone: string): string {
  const quarter = Math.floor(epochMs / QUARTER_MS);
  const key = `${quarter} ${timeZone}`;
  return keptDays.get(key) ?? keep(keptDays, key, findDay(quarter * QUARTER_MS, timeZone));
}

const findDay = (epochMs: number, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(epochMs).toZonedDateTimeISO(timeZone).toPlainDate().toString();

const keptNextDays = new Map<string, string>();

/** The day after (ISO date). */
export const nextDay = (day: string): string =>
  keptNextDays.get(day) ?? keep(keptNextDays, day, Temporal.PlainDate.from(day).add({ days: 1 }).toString());
