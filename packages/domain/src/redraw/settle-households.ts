import { hasOwner, isRefusal, listMovedFaces, OUTSIDE, twiceAreaOfOwner } from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import { sumOf, withParentSums } from "./household-sums.ts";
import type { MovedPart } from "./household-sums.ts";
import type { PlanGrid } from "./plan-grid.ts";
import type { Plan } from "./plan.ts";

/**
 * The plan with the households that each grid has by what was known of it: what the planner counted by its present outline
 * stands, whole grids add up, and where ground came or went since, it is an estimate by the share of the area (people do not
 * live spread evenly). Grids that others hang below follow those (`withParentSums`).
 */
export function settleHouseholds(base: Plan, plan: Plan): Plan {
  const parts = listMovedParts(base.partition, plan.partition);
  return withParentSums({ base, plan: followCounts(plan), parts });
}

/** The plan with each grid's households by its share of what was counted last (`Plan.asCounted`); nothing is summed up. */
export function followCounts(plan: Plan): Plan {
  const { asCounted } = plan;
  if (!asCounted) return plan;
  const parts = listMovedParts(asCounted.partition, plan.partition);
  const heirs = findHeirs(asCounted, plan, parts);
  const partsOf = groupBySides(parts);
  const grids = [...plan.grids].map(
    ([id, grid]) => [id, withHouseholds({ asCounted, parts: partsOf.get(id) ?? [], heirs }, grid)] as const,
  );
  return { ...plan, grids: new Map(grids) };
}

/** Nothing where the two cannot be compared. */
function listMovedParts(before: Partition, after: Partition): MovedPart[] {
  const faces = before === after ? [] : listMovedFaces(before, after);
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

type Ground = { asCounted: Plan; parts: readonly MovedPart[]; heirs: ReadonlyMap<number, Heir> };

function withHouseholds({ asCounted, parts, heirs }: Ground, grid: PlanGrid): PlanGrid {
  const { id } = grid;
  const isWhole = ({ from }: MovedPart): boolean => from !== id && heirs.get(from)?.isWhole === true;
  if (parts.every(isWhole)) {
    const wholes = [...new Set([id, ...parts.map(({ from }) => from)])];
    const counts = wholes.flatMap((each) => asCounted.grids.get(each) ?? []); // nobody lives in a gap
    if (counts.length === 0) return grid;
    const householdsEstimated = counts.some((count) => count.householdsEstimated);
    return { ...grid, households: sumOf(counts.map(({ households }) => households)), householdsEstimated };
  }
  const households = estimate(asCounted, id, parts) ?? grid.households;
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
