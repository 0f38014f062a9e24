import { createGridTree } from "../grid/grid-tree.ts";
import type { PlanGrid } from "./plan-grid.ts";
import type { Plan } from "./plan.ts";

/** A part of a grid that comes to another, as the share of its ground. */
export type MovedPart = { readonly from: number; readonly to: number; readonly share: number };

type Redraw = { base: Plan; plan: Plan; parts: readonly MovedPart[] };

/** The sum of counts; null when one of them is not known. */
export const sumOf = (counts: readonly (number | null)[]): number | null =>
  counts.reduce<number | null>((sum, count) => (sum === null || count === null ? null : sum + count), 0);

/**
 * A grid that others hang below has the sum of their households where it had it; where it has a number of its own and ground
 * came to it or went, that is of another outline from now on. Grids with ground of their own are settled already.
 */
export function withParentSums(redraw: Redraw): Plan {
  const { base, plan } = redraw;
  const [old, now] = [childrenIn(base), childrenIn(plan)];
  const parents = [...plan.grids.values()].filter(({ id, households }) => now.has(id) && households !== null);
  if (parents.length === 0) return plan;
  const reshaped = findReshaped(redraw);
  const grids = new Map(plan.grids);
  for (const parent of parents.sort((one, other) => other.tier - one.tier)) {
    const { id, households } = parent;
    const below = (now.get(id) ?? []).flatMap((child) => grids.get(child.id) ?? []);
    const isSum = households === sumOf((old.get(id) ?? []).map((child) => child.households));
    const isOld = reshaped.has(id) && households === base.grids.get(id)?.households;
    grids.set(
      id,
      (isSum && sumUp(parent, below)) || (isOld ? { ...parent, householdsEstimated: true } : parent),
    );
  }
  return { ...plan, grids };
}

/** The grid with the sum of those below it; null where one of them is not known. */
function sumUp(parent: PlanGrid, below: readonly PlanGrid[]): PlanGrid | null {
  const households = sumOf(below.map((child) => child.households));
  const householdsEstimated = below.some((child) => child.householdsEstimated);
  return households === null ? null : { ...parent, households, householdsEstimated };
}

function childrenIn({ grids }: Plan): ReadonlyMap<number | null, readonly PlanGrid[]> {
  return Map.groupBy(grids.values(), ({ parentId }) => parentId);
}

/** Grids that ground came to, or went from, with what moved below them. */
function findReshaped({ base, plan, parts }: Redraw): ReadonlySet<number> {
  const [before, after] = [
    createGridTree([...base.grids.values()]),
    createGridTree([...plan.grids.values()]),
  ];
  const moved = [...plan.grids.values()].filter(
    ({ id, parentId }) => base.grids.has(id) && base.grids.get(id)?.parentId !== parentId,
  );
  const ways = [...parts, ...moved.map(({ id }) => ({ from: id, to: id }))];
  return new Set(
    ways.flatMap(({ from, to }) => onlyInOne(idsIn(before.chainOf(from)), idsIn(after.chainOf(to)))),
  );
}

const onlyInOne = (one: readonly number[], other: readonly number[]): number[] => [
  ...one.filter((id) => !other.includes(id)),
  ...other.filter((id) => !one.includes(id)),
];

const idsIn = (chain: readonly PlanGrid[]): number[] => chain.map(({ id }) => id);
