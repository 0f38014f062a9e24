import type { Plan } from "@getu/domain/redraw";
import { buildPartition, isRefusal } from "@getu/geometry/partition";
import { createMadeUpCity } from "./made-up-city.ts";

/**
 * A made-up city as a plan to redraw, cleaned as an importer would: one border in a hundred crosses itself. Its grids are numbered from 1 and have a
 * hundred households each.
 */
export function createMadeUpPlan({ grids: count }: { grids: number }): Plan {
  const { areas } = createMadeUpCity({ grids: count, seed: 1, halvings: 2 });
  const built = buildPartition(areas.map((area, i) => ({ owner: i + 1, area })));
  if (isRefusal(built)) throw new Error(built.refused);
  const grids = areas.map((_, i) => ({ id: i + 1, code: `G${i}`, name: `made up ${i}`, households: 100 }));
  const rest = { tier: 0, parentId: null, leaderName: null, householdsEstimated: false };
  return { partition: built.partition, grids: new Map(grids.map((grid) => [grid.id, { ...grid, ...rest }])) };
}
