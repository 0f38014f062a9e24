import { z } from "zod";
import { gridsAroundSchema } from "../grid/grids-around.ts";
import { gridSchema } from "../grid/grid.ts";
import { labelSchema } from "../label.ts";

const leaderSchema = z.strictObject({ name: z.string(), telephone: z.string().nullable() }).nullable();

/** What the notice board of a grid (网格公示牌) says beside its map: nothing that the office does not publish. */
const boardSchema = z.strictObject({
  grid: gridSchema.pick({
    id: true,
    code: true,
    name: true,
    tier: true,
    parentId: true,
    households: true,
    householdsEstimated: true,
    anchor: true,
    areaSquareMetres: true,
  }),
  /** Names of the grids above that the asker may see, the coarsest first. */
  above: z.array(z.strictObject({ tier: z.int().nonnegative(), name: z.string(), leader: leaderSchema })),
  leader: leaderSchema,
  dutyTelephone: z.string().nullable(),
  duties: z.array(labelSchema),
});

/** What the notice board of a grid says. */
export type Board = z.infer<typeof boardSchema>;

/** The board of a grid, those of the finest grids below it, and the outlines that all of them are drawn from. */
export const boardSetSchema = z.strictObject({
  /** Since when the boundaries are in force. */
  effectiveFrom: z.iso.datetime(),
  /** Where residents report; null = the server does not know an address that they could reach. */
  reportUrl: z.string().nullable(),
  head: boardSchema,
  /** In the order of their codes; empty for a grid without parts. */
  parts: z.array(boardSchema),
  around: gridsAroundSchema,
});

/** The board of a grid and those of the finest grids below it. */
export type BoardSet = z.infer<typeof boardSetSchema>;
