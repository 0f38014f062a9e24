import { gridsThatStand } from "@getu/domain/redraw";
import type { Plan, PlanGrid } from "@getu/domain/redraw";
import type { IsLocked } from "@getu/editor";
import { hasOwner } from "@getu/geometry/partition";

/** Grids with others below them that may be redrawn, those of the highest tiers first, by their codes: what can be divided. */
export function communitiesOf(plan: Plan, isLocked: IsLocked): PlanGrid[] {
  return [...gridsThatStand(plan).values()]
    .filter(({ id }) => !hasOwner(plan.partition, id) && !isLocked(id))
    .sort((one, other) => one.tier - other.tier || one.code.localeCompare(other.code));
}
