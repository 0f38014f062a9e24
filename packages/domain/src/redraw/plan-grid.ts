import type { z } from "zod";
import { gridSchema } from "../grid/grid.ts";

/** What a plan says about a grid beside its outline; its number is its id, or from `FIRST_NEW_GRID` on for a new one. */
export const planGridSchema = gridSchema.pick({
  id: true,
  tier: true,
  code: true,
  name: true,
  parentId: true,
  leaderName: true,
  households: true,
  householdsEstimated: true,
});

/** What a plan says about a grid beside its outline. */
export type PlanGrid = z.infer<typeof planGridSchema>;
