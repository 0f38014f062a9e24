import { z } from "zod";
import { incidentSchema } from "./incident/incident.ts";
import type { Action } from "./loop/action.ts";

/*
 * What the monthly assessment (考核评价) of a grid counts. The rates are those that the brief names; where city management
 * has a common definition (on-time closing over what fell due, 按期结案数 / 应结案数) it is that one. Every rate is two counts,
 * so that nobody has to believe a percentage. Grids are assessed, never persons; an incident counts for the grid that
 * holds it by the boundaries in force, or for the one that held it when it happened.
 */

/** By which lines something is reported: those in force today, or those in force when it happened. */
export const LINES = ["today", "then"] as const;

/** By which lines something is reported. */
export type Lines = (typeof LINES)[number];

/** A month of the territory's calendar, as `2026-11`. */
export const monthSchema = z.string().regex(/^(?:19|20)\d\d-(?:0[1-9]|1[0-2])$/);

/** A rate over fewer than these says more about chance than about a grid; its two counts are shown all the same. */
export const ENOUGH_FOR_A_RATE = 10;

/** What counts as the first answer to a report: somebody takes it up, or says what becomes of it. */
export const FIRST_ANSWERS = [
  "accept",
  "start",
  "feed-back",
  "decline",
  "merge",
  "close",
] as const satisfies readonly Action[];

/** Ends that say that there was nothing to do: it was no matter of the office, or one that was known already. */
export const DROPPED_BY = ["decline", "merge"] as const satisfies readonly Action[];

/** Everything that is counted, each with the list of what it counts. */
export const FIGURES = [
  /** Reported in the month. */
  "reported",
  /** Of these: came by patrol or visit (`FOUND_BY_US`), were filed, and are not closed by declining or merging. */
  "found",
  /** Of these: have had their first answer by now. */
  "answered",
  /** The deadline in force fell into the month, and has passed. */
  "due",
  /** Of these: the work was done by the deadline that was set when it began. The fact. */
  "on-time",
  /** Of these: done later than that, but by a deadline that somebody moved or held. The exemption. */
  "exempt",
  /** Of these: neither. */
  "late",
  /** Closings in the month; what is closed, reopened and closed again counts twice. */
  "closed",
  /** Of these closings: reopened by now. */
  "reopened",
  /** Extensions, pauses and suspensions approved in the month, whatever became of the incident. */
  "moved",
  /** Ratings given in the month. */
  "rated",
  /** Of these: satisfied (`SATISFIED_FROM`). */
  "satisfied",
] as const;

/** One thing that is counted. */
export type Figure = (typeof FIGURES)[number];

/** Each share that is shown, as the figure above the line and the one below it. */
export const RATES = {
  onTime: ["on-time", "due"],
  exempt: ["exempt", "due"],
  reopened: ["reopened", "closed"],
  found: ["found", "reported"],
  satisfied: ["satisfied", "rated"],
} as const satisfies Record<string, readonly [Figure, Figure]>;

/** The figures of one grid in one month. */
const gridFiguresSchema = z.strictObject({
  counts: z.record(z.enum(FIGURES), z.int().nonnegative()),
  /** Middle time from report to first answer, over `answered`; null = nothing was answered. */
  medianAnswerMs: z.int().nullable(),
});

/** The figures of one grid in one month. */
export type GridFigures = z.infer<typeof gridFiguresSchema>;

/** A month of a territory, grid by grid. */
export const assessmentSchema = z.strictObject({
  month: monthSchema,
  from: z.iso.datetime(),
  /** The end of the month, or now where that comes first. */
  until: z.iso.datetime(),
  /** In the order of the grids' ids: this is no ranking. */
  grids: z.array(
    gridFiguresSchema.extend({
      gridId: z.int().positive(),
      /** What it is called by those lines, which may be gone by now. */
      name: z.string(),
      /** The grid above it; null = there is none. */
      above: z.string().nullable(),
    }),
  ),
  /** What lies outside every grid of the tier; with the grids it makes the total. */
  elsewhere: gridFiguresSchema,
  total: gridFiguresSchema,
});

/** A month of a territory, grid by grid. */
export type Assessment = z.infer<typeof assessmentSchema>;

/** Something that was counted. */
export const countingSchema = z.strictObject({
  incident: incidentSchema,
  /** When that happened which is counted. */
  at: z.iso.datetime(),
  /** Names of who approved or reopened it. */
  by: z.array(z.string()),
});

/** Something that was counted. */
export type Counting = z.infer<typeof countingSchema>;

/** A share with what it stands on; `share` null = too few to speak of one. */
export type Rate = { part: number; of: number; share: number | null };

/** The share that a rate stands for, or null where it has too few to stand on. */
export function rateOf({ counts }: Pick<GridFigures, "counts">, rate: keyof typeof RATES): Rate {
  const [above, below] = RATES[rate];
  const [part, of] = [counts[above], counts[below]];
  return { part, of, share: of < ENOUGH_FOR_A_RATE ? null : part / of };
}

/** The middle time to the first answer, or null where it has too few to stand on. */
export const answerMsOf = ({ counts, medianAnswerMs }: GridFigures): number | null =>
  counts.answered < ENOUGH_FOR_A_RATE ? null : medianAnswerMs;
