import { z } from "zod";
import { deadlineRuleSchema } from "../incident/catalogue.ts";
import { countsWorkingTimeOnly, dueAt } from "./clock.ts";
import type { ClockInput, ClockPlace } from "./clock.ts";
import { labelSchema } from "../label.ts";
import { dayOf, findHoliday, isWorkingDay, nextDay, windowSchema } from "./working-calendar.ts";
import type { Stretch } from "./working-calendar.ts";

/** The arithmetic of a deadline as facts; screens put it into one line of their language. Times are ISO 8601. */
export const deadlineExplanationSchema = z.strictObject({
  startedAt: z.iso.datetime(),
  /** Null while the clock stands still. */
  dueAt: z.iso.datetime().nullable(),
  rule: deadlineRuleSchema,
  /** Each one gives the whole allowance once more. */
  extensions: z.array(z.strictObject({ approvedBy: z.string() })),
  /** Pauses that took time from this clock; `to` null = still standing. */
  pauses: z.array(
    z.strictObject({
      from: z.iso.datetime(),
      to: z.iso.datetime().nullable(),
      kind: z.enum(["pause", "suspension", "verification"]),
      approvedBy: z.string(),
    }),
  ),
  /** The windows of a day that count; empty when all of it does. */
  windows: z.array(windowSchema),
  /** ISO dates between start and end that were skipped as days off, with the holiday's name where there is one. */
  daysOff: z.array(z.strictObject({ day: z.iso.date(), holiday: labelSchema.nullable() })),
  /** Years of which the calendar knows no holidays; weekends only were skipped there. */
  unknownYears: z.array(z.string()),
});

/** The arithmetic of a deadline as facts. */
export type DeadlineExplanation = z.infer<typeof deadlineExplanationSchema>;

/** How a deadline comes about: the rule, what was skipped and what was added, and where that leads. */
export function explainDeadline(input: ClockInput, place: ClockPlace): DeadlineExplanation {
  const { startedAt, rule, pauses = [], extensions = [] } = input;
  const due = dueAt(input, place);
  const end = due ?? pauses.find(({ to }) => to === null)?.from ?? startedAt;
  return {
    startedAt: startedAt.toISOString(),
    dueAt: due?.toISOString() ?? null,
    rule,
    extensions: [...extensions],
    pauses: pauses
      .filter((pause) => pause.from < end || pause.to === null)
      .map((pause) => ({ ...pause, from: pause.from.toISOString(), to: pause.to?.toISOString() ?? null })),
    windows: countsWorkingTimeOnly(rule) ? place.calendar.windows : [],
    ...daysSkipped({ fromMs: startedAt.getTime(), toMs: end.getTime() }, input, place),
  };
}

function daysSkipped(
  { fromMs, toMs }: Stretch,
  { rule }: ClockInput,
  { calendar, timeZone }: ClockPlace,
): Pick<DeadlineExplanation, "daysOff" | "unknownYears"> {
  if (!countsWorkingTimeOnly(rule)) return { daysOff: [], unknownYears: [] };
  const days: string[] = [];
  const last = dayOf(toMs, timeZone);
  for (let day = dayOf(fromMs, timeZone); day <= last; day = nextDay(day)) days.push(day);
  const years = new Set(days.map((day) => day.slice(0, 4)));
  return {
    daysOff: days
      .filter((day) => !isWorkingDay(calendar, day))
      .map((day) => ({ day, holiday: findHoliday(calendar, day)?.name ?? null })),
    unknownYears: [...years].filter((year) => calendar.years[year] === undefined),
  };
}
