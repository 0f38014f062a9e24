import { z } from "zod";
import { isWithinRhythm, rhythmDaysSchema, visitStanding } from "./visit-due.ts";
import type { Visited } from "./visit-due.ts";

const countSchema = z.int().nonnegative();

/** How far visits keep their rhythm: `within`, `late`, `never` and `unset` make up all `clusters`. */
const visitCountsSchema = z.strictObject({
  clusters: countSchema,
  households: countSchema,
  within: countSchema,
  late: countSchema,
  never: countSchema,
  /** Without a rhythm. */
  unset: countSchema,
});

/** How far visits keep their rhythm. */
export type VisitCounts = z.infer<typeof visitCountsSchema>;

/** Every so many days: what holds there, and what was set there itself. */
const rhythmShape = { everyDays: rhythmDaysSchema.nullable(), ownDays: rhythmDaysSchema.nullable() };

/** How far visits keep their rhythm, by the grids of one tier. */
export const visitCoverageSchema = z.strictObject({
  /** The day it is counted for, in the territory's calendar. */
  today: z.iso.date(),
  /** The territory's own rhythm; null = none is set. */
  everyDays: rhythmDaysSchema.nullable(),
  /** In the order of their ids. */
  grids: z.array(visitCountsSchema.extend({ gridId: z.int().positive(), ...rhythmShape })),
  /** What lies in no grid of the tier; with the grids it makes the total. */
  elsewhere: visitCountsSchema,
  total: visitCountsSchema,
});

/** How far visits keep their rhythm, by the grids of one tier. */
export type VisitCoverage = z.infer<typeof visitCoverageSchema>;

/** Clusters that stand alike: so many of them, with so many households. */
export type AlikeClusters = Visited & Pick<VisitCounts, "clusters" | "households">;

/** Counts how they stand on a day. */
export function countVisited(groups: readonly AlikeClusters[], today: string): VisitCounts {
  const counts = { clusters: 0, households: 0, within: 0, late: 0, never: 0, unset: 0 };
  for (const group of groups) {
    const standing = visitStanding(group, today);
    const { kind } = standing;
    const how = kind === "unset" || kind === "never" ? kind : isWithinRhythm(standing) ? "within" : "late";
    counts[how] += group.clusters;
    counts.clusters += group.clusters;
    counts.households += group.households;
  }
  return counts;
}
