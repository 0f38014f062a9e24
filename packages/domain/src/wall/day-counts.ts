import { z } from "zod";

/** A day is counted in slots of so long, from its midnight on. */
export const DAY_SLOT_MS: number = 5 * 60_000;

/** How many slots a day has; the last may be shorter. */
export const slotsOfDay = ({ from, to }: { from: Date; to: Date }): number =>
  Math.ceil((to.getTime() - from.getTime()) / DAY_SLOT_MS);

/** The incidents that happened on one day, counted slot by slot. */
export const dayCountsSchema = z.strictObject({
  /** How many happened in each slot. */
  happened: z.array(z.int().nonnegative()),
  /** How many of the day's were closed in each slot; what stayed open until the next day is in none. */
  closed: z.array(z.int().nonnegative()),
});

/** The incidents that happened on one day, counted slot by slot. */
export type DayCounts = z.infer<typeof dayCountsSchema>;

/** How many of a day had happened before the slot of that number began, and how many of these had been closed. */
export function countedBefore(
  { happened, closed }: DayCounts,
  slot: number,
): { happened: number; closed: number } {
  const sum = (counts: readonly number[]): number =>
    counts.slice(0, slot).reduce((total, count) => total + count, 0);
  return { happened: sum(happened), closed: sum(closed) };
}
