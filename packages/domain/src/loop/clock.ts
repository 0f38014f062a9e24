import type { DeadlineRule } from "../incident/catalogue.ts";
import { dayOf, nextDay, workingStretches } from "./working-calendar.ts";
import type { Stretch, WorkingCalendar } from "./working-calendar.ts";

/** A time in which the clock stands still, with who answers for it; `to` null = still standing. */
export type Pause = {
  from: Date;
  to: Date | null;
  kind: "pause" | "suspension" | "verification";
  approvedBy: string;
};

/** Once more the whole original allowance, with who allowed it. */
export type Extension = { approvedBy: string };

/** What starts a clock and what has happened to it since. */
export type ClockInput = {
  startedAt: Date;
  rule: DeadlineRule;
  pauses?: readonly Pause[];
  extensions?: readonly Extension[];
};

/** Where the clock runs. */
export type ClockPlace = { calendar: WorkingCalendar; timeZone: string };

const HOUR_MS = 3_600_000;
/** One working day is eight working hours, as city-management deadline tables count it. */
const WORKING_DAY_HOURS = 8;
/** No rule of a catalogue reaches this far; a longer search means that the calendar has no working time. */
const LONGEST_SEARCH_DAYS = 3660;

const hoursOf = {
  "urgent-hour": 1,
  hour: 1,
  "working-hour": 1,
  "working-day": WORKING_DAY_HOURS,
  "calendar-day": 24,
};

/** True when only the working windows of a day count. */
export const countsWorkingTimeOnly = (rule: DeadlineRule): boolean => rule.unit.startsWith("working-");

/**
 * When work is due: the allowance (once more for each extension) is used up by the time that counts (all of it, or
 * the working windows) outside every pause; null while its clock stands still.
 * Throws when the calendar has no working time within ten years.
 */
export function dueAt(input: ClockInput, place: ClockPlace): Date | null {
  const { rule, pauses = [], extensions = [] } = input;
  const allowanceMs = rule.amount * hoursOf[rule.unit] * HOUR_MS * (1 + extensions.length);
  // A clock that never stands: asked of every row of an import, where the stretches took a tenth of the reading.
  if (pauses.length === 0 && !countsWorkingTimeOnly(rule))
    return new Date(input.startedAt.getTime() + allowanceMs);
  const dueMs = consume(allowanceMs, countingStretches(input, place));
  return dueMs === null ? null : new Date(dueMs);
}

/** The moment at which the stretches have used up the allowance; null when they end before (the clock stands). */
function consume(allowanceMs: number, stretches: Iterable<Stretch>): number | null {
  let leftMs = allowanceMs;
  for (const { fromMs, toMs } of stretches) {
    if (leftMs <= toMs - fromMs) return fromMs + leftMs;
    leftMs -= toMs - fromMs;
  }
  return null;
}

/** The time that counts from the start on, in order, with the pauses cut out; ends where the clock stands still. */
function* countingStretches(
  { startedAt, rule, pauses = [] }: ClockInput,
  place: ClockPlace,
): Generator<Stretch> {
  const open = pauses.filter((pause) => pause.to === null).map((pause) => pause.from.getTime());
  const life = { fromMs: startedAt.getTime(), toMs: Math.min(Infinity, ...open) };
  const stretches = countsWorkingTimeOnly(rule) ? workingTime(life, place) : [life];
  for (const stretch of stretches) yield* withoutPauses(stretch, pauses);
}

function* workingTime(life: Stretch, { calendar, timeZone }: ClockPlace): Generator<Stretch> {
  let day = dayOf(life.fromMs, timeZone);
  for (let searched = 0; searched < LONGEST_SEARCH_DAYS; searched++, day = nextDay(day)) {
    for (const window of workingStretches(calendar, day, timeZone)) {
      if (window.fromMs >= life.toMs) return;
      if (window.toMs > life.fromMs)
        yield { fromMs: Math.max(window.fromMs, life.fromMs), toMs: Math.min(window.toMs, life.toMs) };
    }
  }
  throw new Error(`the working calendar (${calendar.source}) has too little working time before ${day}`);
}

function withoutPauses(stretch: Stretch, pauses: readonly Pause[]): Stretch[] {
  let parts = [stretch];
  for (const pause of pauses) {
    const fromMs = pause.from.getTime();
    const toMs = pause.to?.getTime() ?? Infinity;
    parts = parts.flatMap((part) => [
      { fromMs: part.fromMs, toMs: Math.min(part.toMs, fromMs) },
      { fromMs: Math.max(part.fromMs, toMs), toMs: part.toMs },
    ]);
    parts = parts.filter((part) => part.fromMs < part.toMs);
  }
  return parts;
}
