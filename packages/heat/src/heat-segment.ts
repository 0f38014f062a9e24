import type { HeatColumns } from "./columns.ts";
import { bytesOfRun } from "./heat-run.ts";
import type { HeatRun } from "./heat-run.ts";

/**
 * A part of the history that never changes. Counts add up, so a correction needs no search: the old row is added once more
 * among `withdrawn`, where it counts -1. When a merge brings both together they cancel, and a settled history is free of them.
 */
export type HeatSegment = { added: HeatRun; withdrawn: HeatRun };

/** How many rows of columns a segment holds, withdrawn ones included. */
export const rowsOfSegment = ({ added, withdrawn }: HeatSegment): number =>
  added.columns.time.length + withdrawn.columns.time.length;

/** What a segment takes in memory. */
export const bytesOfSegment = ({ added, withdrawn }: HeatSegment): number =>
  bytesOfRun(added) + bytesOfRun(withdrawn);

/** The earliest and the latest time of sorted columns; null when there are none. */
export const timesOf = ({ time }: HeatColumns): { earliest: number; latest: number } | null =>
  time.length === 0 ? null : { earliest: time[0]!, latest: time.at(-1)! }; // not empty
