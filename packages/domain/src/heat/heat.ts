import { z } from "zod";
import { INCIDENT_STATUSES, SEVERITIES } from "../incident/incident.ts";
import { bboxSchema } from "../grid/position.ts";

/** Which incidents to count, and how finely: `level` is a web-mercator zoom whose tiles are the cells. */
export const heatQuerySchema = z.strictObject({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  bbox: bboxSchema,
  level: z.int().min(0).max(26),
  categories: z.array(z.string()).max(200).optional(),
  severities: z.array(z.enum(SEVERITIES)).optional(),
  statuses: z.array(z.enum(INCIDENT_STATUSES)).optional(),
  /** Local hours of the week: 0 = Monday 00:00 to 01:00, 167 = Sunday 23:00 to 24:00. */
  hoursOfWeek: z.array(z.int().min(0).max(167)).max(168).optional(),
});

/** Which incidents to count, and how finely. */
export type HeatQuery = z.infer<typeof heatQuerySchema>;

/** Counts per non-empty cell, as columns of equal length; `x` and `y` are tile numbers at `level`. */
export const heatCellsSchema = z.strictObject({
  level: z.int(),
  x: z.array(z.int().nonnegative()),
  y: z.array(z.int().nonnegative()),
  count: z.array(z.int().positive()),
  asOf: z.iso.datetime(),
});

/** Counts per non-empty cell. */
export type HeatCells = z.infer<typeof heatCellsSchema>;

/** The same in whichever columns they were counted: a city's answer is tens of thousands of cells. */
export type CountedCells = Pick<HeatCells, "level" | "asOf"> &
  Readonly<Record<"x" | "y" | "count", ArrayLike<number>>>;

/** Counted cells in plain arrays, as JSON takes them. */
export const toHeatCells = ({ level, x, y, count, asOf }: CountedCells): HeatCells => ({
  level,
  x: Array.from(x),
  y: Array.from(y),
  count: Array.from(count),
  asOf,
});
