import { z } from "zod";
import { HEAT_MEASURES } from "./heat-week.ts";
import { HOUR_FILTERS } from "./hour-of-week.ts";

/** How long a time heat counts; `ever` has what was recorded long ago. */
export const HEAT_WINDOWS = ["day", "week", "month", "year", "ever"] as const;

/** How long a time heat counts. */
export type HeatWindow = (typeof HEAT_WINDOWS)[number];

/** Where that time begins: `rolling` = so long before its end, `cumulative` = with the calendar's day, week, month or year. */
export const HEAT_SPANS = ["rolling", "cumulative"] as const;

/** Which incidents heat counts, and what it measures them by. */
export const heatLookSchema = z.strictObject({
  measure: z.enum(HEAT_MEASURES),
  window: z.enum(HEAT_WINDOWS),
  span: z.enum(HEAT_SPANS),
  hours: z.enum(HOUR_FILTERS),
});

/** Which incidents heat counts, and what it measures them by. */
export type HeatLook = z.infer<typeof heatLookSchema>;

/** What a screen begins with: the last seven days as they were counted. */
export const HEAT_LOOK: HeatLook = { measure: "count", window: "week", span: "rolling", hours: "all" };
