import { z } from "zod";

const workSchema = z.strictObject({
  /** Not closed yet. */
  open: z.int().nonnegative(),
  /** Open and past the deadline. */
  overdue: z.int().nonnegative(),
  /** Reported since local midnight. */
  today: z.int().nonnegative(),
  /** Closed since local midnight. */
  closedToday: z.int().nonnegative(),
});

/** The numbers of the wall, all from one snapshot of the database at `asOf` (database clock). */
export const summarySchema = z.strictObject({
  asOf: z.iso.datetime(),
  total: workSchema,
  /** One row for each grid of the coarsest tier, or of the caller's own grids, worst (most overdue) first. */
  byGrid: z.array(z.strictObject({ gridId: z.int().positive(), ...workSchema.shape })),
  /** The overdue ones by the highest level that they have climbed to, the top first; null = not climbed, the last. */
  ladder: z.array(z.strictObject({ reached: z.int().min(0).max(7).nullable(), overdue: z.int().positive() })),
  /** Open incidents outside every grid: somebody must place them. */
  unplaced: z.int().nonnegative(),
  /** Open incidents nearer to a border than their accuracy. */
  nearBorder: z.int().nonnegative(),
  cameras: z.strictObject({
    online: z.int().nonnegative(),
    offline: z.int().nonnegative(),
    maintenance: z.int().nonnegative(),
    unknown: z.int().nonnegative(),
  }),
});

/** The numbers of the wall. */
export type Summary = z.infer<typeof summarySchema>;
