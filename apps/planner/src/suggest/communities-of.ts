import type { Plan, PlanGrid } from "@getu/domain/redraw";
import { hasOwner } from "@getu/geometry/partition";

/** Grids with others below them, those of the highest tiers first, by their codes: what can be divided. */
export function communitiesOf({ partition, grids }: Plan): PlanGrid[] {
  return [...grids.values()]
    .filter(({ id }) => !hasOwner(partition, id))
    .sort((one, other) => one.tier - other.tier || one.code.localeCompare(other.code));
}
