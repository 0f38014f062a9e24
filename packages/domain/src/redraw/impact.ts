import { z } from "zod";
import { recordChangeSchema } from "./record-changes.ts";

/** What of a grid is counted: its people, its work and what stands there. */
export const COUNTED_MEASURES = [
  "households",
  "incidents30",
  "incidents365",
  "openWork",
  /** Addresses at which a visit is due today. */
  "visitsDue",
  "cameras",
  /** Of the ground that is not built on, what cameras see: from 0 to 1. */
  "seenShare",
  "places",
] as const;

/** What is compared grid by grid. */
export const MEASURES = [
  ...COUNTED_MEASURES,
  "areaSquareMetres",
  /** 4πA/P² (Polsby and Popper): 1 for a circle, 0 for what is in pieces. */
  "compactness",
] as const;

/** What is compared grid by grid. */
export type Measure = (typeof MEASURES)[number];

/** A number before and after; null = nobody knows, or there is no such grid then. */
const comparedSchema = z.strictObject({
  before: z.number().nullable(),
  after: z.number().nullable(),
  /** `before` was worked out by share of area when the boundaries came into force, and nobody has counted since. */
  wasEstimate: z.boolean(),
  /** `after` is by share of area; people do not live spread evenly. */
  isEstimate: z.boolean(),
});

/** A number before and after. */
export type Compared = z.infer<typeof comparedSchema>;

/** What has been counted before and after. */
export const counted = (before: number | null, after: number | null): Compared => ({
  before,
  after,
  wasEstimate: false,
  isEstimate: false,
});

/** A grid as it is and as it would be. */
const gridImpactSchema = z.strictObject({
  grid: z.int().positive(),
  code: z.string(),
  name: z.string(),
  fate: z.enum(["stays", "new", "goes"]),
  measures: z.record(z.enum(MEASURES), comparedSchema),
});

/** A grid as it is and as it would be. */
export type GridImpact = z.infer<typeof gridImpactSchema>;

/** How evenly something is spread over grids. */
const balanceSchema = z.strictObject({
  grids: z.int().nonnegative(),
  mean: z.number(),
  least: z.number(),
  most: z.number(),
  /** Standard deviation over mean; 0 = all alike. */
  variation: z.number(),
});

/** How evenly something is spread over grids. */
export type Balance = z.infer<typeof balanceSchema>;

/** Something at a point that changes hands, a camera or place by its name and an incident by its category; null = outside every grid. */
const movedPointSchema = z.strictObject({
  id: z.int().positive(),
  name: z.string(),
  from: z.int().positive().nullable(),
  to: z.int().positive().nullable(),
});

/** Something at a point that changes hands. */
export type MovedPoint = z.infer<typeof movedPointSchema>;

const ringsSchema = z.array(z.array(z.array(z.number())));

/** An area that goes from one grid to another; 0 = outside, -1 = a gap. */
const movedAreaSchema = z.strictObject({
  from: z.int(),
  to: z.int(),
  area: z.strictObject({ type: z.literal("Polygon"), coordinates: ringsSchema }),
  areaSquareMetres: z.number(),
});

/** An area that goes from one grid to another. */
export type MovedArea = z.infer<typeof movedAreaSchema>;

/** What a leader answers for before and after, over the grids compared that bear the name. */
const leaderLoadSchema = z.strictObject({
  leaderName: z.string(),
  openWork: comparedSchema,
  incidents30: comparedSchema,
  visitsDue: comparedSchema,
});

/** What a leader answers for before and after. */
export type LeaderLoad = z.infer<typeof leaderLoadSchema>;

const balancesSchema = z.strictObject({ before: balanceSchema.nullable(), after: balanceSchema.nullable() });

/** What publishing a draft would change (R18). */
export const impactSchema = z.strictObject({
  /** Every grid beside a border that moves, or of which what counts is said otherwise, the worst first. */
  grids: z.array(gridImpactSchema),
  /** Old beside new of every grid that comes, goes, or of which something else is said; also where no ground moves. */
  records: z.array(recordChangeSchema),
  /** Over these and their sisters, which share a parent with one of them. */
  balance: z.strictObject({ households: balancesSchema, incidents365: balancesSchema }),
  leaders: z.array(leaderLoadSchema),
  areas: z.array(movedAreaSchema),
  cameras: z.array(movedPointSchema),
  places: z.array(movedPointSchema),
  /** All that is open and moves; the first ones by name. */
  openWork: z.strictObject({ total: z.int().nonnegative(), moved: z.array(movedPointSchema) }),
});

/** What publishing a draft would change. */
export type Impact = z.infer<typeof impactSchema>;

/** How evenly values are spread; null without any, or when one is unknown. */
export function balanceOf(values: readonly (number | null)[]): Balance | null {
  const known = values.filter((value) => value !== null);
  if (known.length === 0 || known.length < values.length) return null;
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const variance = known.reduce((sum, value) => sum + (value - mean) ** 2, 0) / known.length;
  return {
    grids: known.length,
    mean,
    least: Math.min(...known),
    most: Math.max(...known),
    variation: mean === 0 ? 0 : Math.sqrt(variance) / mean,
  };
}

/** By how much of itself a measure changes; what comes from nothing counts as if it had been one. */
const strainOf = ({ before, after }: Compared): number =>
  before === null || after === null ? 0 : Math.abs(after - before) / Math.max(1, before);

const WEIGHED = ["households", "incidents365", "openWork"] as const satisfies readonly Measure[];

/** The grids whose people and work change most come first. */
export const worstFirst = (one: GridImpact, other: GridImpact): number => {
  const strain = ({ measures }: GridImpact): number =>
    Math.max(...WEIGHED.map((measure) => strainOf(measures[measure])));
  return strain(other) - strain(one) || one.grid - other.grid;
};
