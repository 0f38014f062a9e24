import { z } from "zod";

/** Local hours in a week; 0 = Monday 00:00 to 01:00. */
export const WEEK_HOURS = 168;

/** Fewer incidents than this make no figure: a rate of them says more about chance than about the place. */
export const ENOUGH_FOR_HEAT = 5;

/** A window of time, by the hour of the week, in each grid of the coarsest tier or of the caller's own grids. */
export const heatWeekSchema = z.strictObject({
  asOf: z.iso.datetime(),
  grids: z.array(
    z.strictObject({
      /** Null = outside every grid. */
      gridId: z.int().positive().nullable(),
      households: z.int().nonnegative().nullable(),
      /** Of some of them nobody has counted by the outline as it is now. */
      householdsEstimated: z.boolean(),
      areaSquareMetres: z.number().nonnegative(),
      /** Incidents in each local hour of the week. */
      hours: z.array(z.int().nonnegative()).length(WEEK_HOURS),
    }),
  ),
});

/** A window of time, by the hour of the week and by grid. */
export type HeatWeek = z.infer<typeof heatWeekSchema>;

/** What incidents are measured by. */
export const HEAT_MEASURES = ["count", "per-area", "per-100-households"] as const;

/** What incidents are measured by. */
export type HeatMeasure = (typeof HEAT_MEASURES)[number];

/** A figure, or why there is none: too few incidents to say anything, or nothing to measure them by. */
export type Measured = number | "too-few" | "no-base";

/** Whether a figure by that measure stands on a number that nobody has counted. */
export const isEstimate = (
  { householdsEstimated }: Pick<HeatWeek["grids"][number], "householdsEstimated">,
  measure: HeatMeasure,
): boolean => measure === "per-100-households" && householdsEstimated;

const SQUARE_METRES_PER_SQUARE_KILOMETRE = 1_000_000;

/** Incidents by a measure: in all, a square kilometre, or 100 households. Fewer than five are too few for any of them. */
export function measured(
  incidents: number,
  { areaSquareMetres, households }: Pick<HeatWeek["grids"][number], "areaSquareMetres" | "households">,
  measure: HeatMeasure,
): Measured {
  if (incidents < ENOUGH_FOR_HEAT) return "too-few";
  if (measure === "count") return incidents;
  const base =
    measure === "per-area" ? areaSquareMetres / SQUARE_METRES_PER_SQUARE_KILOMETRE : (households ?? 0) / 100;
  return base > 0 ? incidents / base : "no-base";
}

/** Every grid's incidents in each hour of the week, put together. */
export const hoursOfAll = ({ grids }: Pick<HeatWeek, "grids">): number[] =>
  Array.from(
    { length: WEEK_HOURS },
    (_, hour) => grids.reduce((sum, { hours }) => sum + hours[hour]!, 0), // one for each hour
  );
