import type { PlanGrid } from "@getu/domain/redraw";

/** A grid of one tier of which nothing but a name is known. */
export const madeUpGrid = (id: number): PlanGrid => ({
  id,
  tier: 0,
  code: `G${id}`,
  name: `made up ${id}`,
  parentId: null,
  leaderName: null,
  households: null,
  householdsEstimated: false,
});
