import { hasOwner, isRefusal, listMovedFaces, OUTSIDE, twiceAreaOfOwner } from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import { sumOf, withParentSums } from "./household-sums.ts";
import type { MovedPart } from "./household-sums.ts";
import type { PlanGrid } from "./plan-grid.ts";
import type { Plan } from "./plan.ts";

/**
 * The plan with the households that each grid has by what was known where it began: a number that the plan gives stands,
 * whole grids add up, and where ground came or went, it is an estimate by the share of the area (people do not live spread
 * evenly). Grids that others hang below follow those (`withParentSums`).
 */
export function settleHouseholds(base: Plan, plan: Plan): Plan {
  const parts = listMovedParts(base.partition, plan.partition);
  const heirs = findHeirs(base, plan, parts);
  const partsOf = groupBySides(parts);
  const grids = new Map(
    [...plan.grids].map(([id, grid]) => [
      id,
      withHouseholds({ base, parts: partsOf.get(id) ?? [], heirs }, grid),
    ]),
  );
  return withParentSums({ base, plan: { ...plan, grids }, parts });
}

/** Nothing where the two cannot be compared. */
function listMovedParts(before: Partition, after: Partition): MovedPart[] {
  const faces = listMovedFaces(before, after);
  if (isRefusal(faces)) return [];
  return faces.map(({ from, to, twiceArea }) => ({
    from,
    to,
    share: from > OUTSIDE ? twiceArea / twiceAreaOfOwner(before, from) : 0, // nobody lives in a gap
  }));
}

/** The parts that each grid gives or takes. */
function groupBySides(parts: readonly MovedPart[]): ReadonlyMap<number, readonly MovedPart[]> {
  const bySide = new Map<number, MovedPart[]>();
  for (const part of parts)
    for (const side of [part.from, part.to]) bySide.set(side, [...(bySide.get(side) ?? []), part]);
  return bySide;
}

/** Who takes the most of a grid that goes, and whether it is all of it. */
type Heir = { readonly heir: number; readonly isWhole: boolean };

function findHeirs(base: Plan, plan: Plan, parts: readonly MovedPart[]): ReadonlyMap<number, Heir> {
  const isGone = ({ from }: MovedPart): boolean =>
    hasOwner(base.partition, from) && !hasOwner(plan.partition, from);
  const heirs = new Map<number, Heir>();
  for (const [gone, some] of Map.groupBy(parts.filter(isGone), ({ from }) => from)) {
    const taken = [...Map.groupBy(some, ({ to }) => to)].map(
      ([to, each]) => [to, each.reduce((sum, { share }) => sum + share, 0)] as const,
    );
    const [heir] = taken.reduce((most, next) => (next[1] > most[1] ? next : most));
    heirs.set(gone, { heir, isWhole: taken.length === 1 });
  }
  return heirs;
}

type Ground = { base: Plan; parts: readonly MovedPart[]; heirs: ReadonlyMap<number, Heir> };

function withHouseholds({ base, parts, heirs }: Ground, grid: PlanGrid): PlanGrid {
  const { id, households: said } = grid;
  const isWhole = ({ from }: MovedPart): boolean => from !== id && heirs.get(from)?.isWhole === true;
  if (parts.every(isWhole)) return grid;
  const knownOf = (each: number): number | null => base.grids.get(each)?.households ?? null;
  const wholes = [...heirs].filter(([, { heir }]) => heir === id).map(([gone]) => gone);
  // The planner gave any other number for the new outline.
  const isGiven = ![null, knownOf(id), sumOf([id, ...wholes].map(knownOf))].includes(said);
  if (isGiven) return grid;
  const households = estimate(base, id, parts) ?? said;
  return { ...grid, households, householdsEstimated: households !== null };
}

function estimate({ grids }: Plan, id: number, parts: readonly MovedPart[]): number | null {
  const knownOf = (grid: number): number | null => grids.get(grid)?.households ?? null;
  const moved = parts.map(({ from, share }) => {
    const all = from > OUTSIDE ? knownOf(from) : 0;
    return all === null ? null : (from === id ? -1 : 1) * all * share;
  });
  const sum = sumOf([grids.has(id) ? knownOf(id) : 0, ...moved]);
  return sum === null ? null : Math.max(0, Math.round(sum));
}
