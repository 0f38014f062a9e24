import type { Plan } from "@getu/domain/redraw";
import { gridsWithin } from "./grids-within.ts";

/** How what lies below a grid is divided now: into how many grids, with how many households; null = of one nobody knows. */
export type PresentDivision = { readonly count: number; readonly households: number | null };

/** What a new division has to be compared with, and begins with. */
export function presentDivision(plan: Plan, parent: number): PresentDivision {
  const grids = gridsWithin(plan, parent);
  const known = grids.flatMap((grid) => plan.grids.get(grid)?.households ?? []);
  const isKnown = known.length === grids.length;
  return { count: grids.length, households: isKnown ? known.reduce((sum, each) => sum + each, 0) : null };
}
