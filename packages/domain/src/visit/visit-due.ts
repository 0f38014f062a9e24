import { z } from "zod";
import { householdClusterSchema } from "./household-cluster.ts";

/** The longest rhythm of visits: once in two years. */
export const MOST_RHYTHM_DAYS = 730;

/** Every so many days. */
export const rhythmDaysSchema = z.int().min(1).max(MOST_RHYTHM_DAYS);

/** What decides when a visit is due: by days of the territory's calendar. */
const visitedShape = {
  /** Null = nobody has set a rhythm there. */
  everyDays: rhythmDaysSchema.nullable(),
  /** The day of the last visit at which somebody was met; null = never. */
  lastVisitedOn: z.iso.date().nullable(),
};

/** A household cluster with what decides when it is due. */
export const visitedClusterSchema = householdClusterSchema.extend(visitedShape);

/** A household cluster with what decides when it is due. */
export type VisitedCluster = z.infer<typeof visitedClusterSchema>;

/** What decides when a visit is due. */
export type Visited = Pick<VisitedCluster, keyof typeof visitedShape>;

const DAY_MS = 86_400_000;

const toDays = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

/** How visits stand on a day: without a rhythm, never made (due at once), due since a day, or to come. */
export type VisitStanding =
  | { kind: "unset" }
  | { kind: "never" }
  /** `daysLate` 0 = today. */
  | { kind: "due"; dueOn: string; daysLate: number }
  | { kind: "later"; dueOn: string; daysLeft: number };

/** How visits stand on a day, as `2026-11-26`: the next is due when the rhythm has passed since the last. */
export function visitStanding({ everyDays, lastVisitedOn }: Visited, today: string): VisitStanding {
  if (everyDays === null) return { kind: "unset" };
  if (lastVisitedOn === null) return { kind: "never" };
  const due = toDays(lastVisitedOn) + everyDays;
  const dueOn = new Date(due * DAY_MS).toISOString().slice(0, 10);
  const daysLate = toDays(today) - due;
  return daysLate >= 0 ? { kind: "due", dueOn, daysLate } : { kind: "later", dueOn, daysLeft: -daysLate };
}

/** True when somebody should go there today. */
export const isVisitDue = ({ kind }: VisitStanding): boolean => kind === "never" || kind === "due";

/** True while the rhythm is kept: on the day itself it is. */
export const isWithinRhythm = (standing: VisitStanding): boolean =>
  standing.kind === "later" || (standing.kind === "due" && standing.daysLate === 0);

/** What is most overdue first, what nobody ever visited before it, what has no rhythm last. */
export function byVisitDue(one: Visited, other: Visited): number {
  const turnOf = ({ everyDays, lastVisitedOn }: Visited): number => {
    if (everyDays === null) return Number.MAX_VALUE;
    return lastVisitedOn === null ? -Number.MAX_VALUE : toDays(lastVisitedOn) + everyDays;
  };
  return Math.sign(turnOf(one) - turnOf(other));
}
