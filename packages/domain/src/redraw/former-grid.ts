import { z } from "zod";
import { gridSchema } from "../grid/grid.ts";

/** A grid on which somebody still holds a role and that a redraw took away. */
export const formerGridSchema = z.strictObject({
  name: z.string(),
  /** The first day without it, by the calendar of its territory. */
  goneOn: z.iso.date(),
  /** Grids in force on its ground, who took the most first; none = nobody wrote down who took it, as with an import. */
  heirs: z.array(gridSchema.pick({ name: true, leaderName: true })),
});

/** A grid on which somebody still holds a role and that a redraw took away. */
export type FormerGrid = z.infer<typeof formerGridSchema>;
