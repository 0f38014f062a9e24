import type { Plan } from "@getu/domain/redraw";
import type { Bbox } from "@getu/geometry";
import { listOwners } from "@getu/geometry/partition";
import { boxOfOwners } from "./box.ts";

/** Grids with an outline below a grid. */
export function gridsWithin({ partition, grids }: Plan, parent: number): number[] {
  const isBelow = (id: number | null): boolean =>
    id !== null && (id === parent || isBelow(grids.get(id)?.parentId ?? null));
  return listOwners(partition).filter(isBelow);
}

/** The box in degrees of what lies below a grid that has an outline below it. */
export function bboxWithin(plan: Plan, parent: number): Bbox {
  const [west, south, east, north] = boxOfOwners(plan.partition, gridsWithin(plan, parent));
  return [west / 1e7, south / 1e7, east / 1e7, north / 1e7];
}
