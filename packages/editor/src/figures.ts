import { settleHouseholds } from "@getu/domain/redraw";
import type { Plan, PlanGrid } from "@getu/domain/redraw";
import { edgesOf, measureOwner, OUTSIDE, toAreas } from "@getu/geometry/partition";
import { ownersTouched } from "./attempt.ts";
import type { Attempt } from "./attempt.ts";

/** What can be said of one area. */
export type Figures = Pick<PlanGrid, "households" | "householdsEstimated"> & {
  readonly squareMetres: number;
  /** Polsby-Popper, 4πA / P²: 1 = a circle; 0 for an area in several pieces (R18). */
  readonly compactness: number;
};

/** One owner before and after; null = it was not or will not be there. */
export type Effect = {
  readonly owner: number;
  readonly before: Figures | null;
  readonly after: Figures | null;
};

/** The figures of an owner; null when it has no area. */
export function figuresOf({ partition, grids }: Plan, owner: number): Figures | null {
  if (edgesOf(partition, owner).length === 0) return null;
  const { squareMetres, perimeterMetres } = measureOwner(partition, owner);
  const isWhole = toAreas(partition, [owner]).get(owner)?.type === "Polygon";
  const { households = null, householdsEstimated = false } = grids.get(owner) ?? {};
  return {
    squareMetres,
    compactness: isWhole ? (4 * Math.PI * squareMetres) / perimeterMetres ** 2 : 0,
    households,
    householdsEstimated,
  };
}

/**
 * What an attempt does to everybody whose area it changes, the largest change first (R18). Households are by where the plan
 * began, not by the step before (`settleHouseholds`): estimates of estimates drift. Who has `before` settled already, as it
 * stays the same while a hand moves, gives it along.
 */
export function effectsOf(
  attempt: Attempt,
  base: Plan,
  before: Plan = settleHouseholds(base, attempt.before),
): Effect[] {
  const after = settleHouseholds(base, attempt.after);
  const owners = ownersTouched(attempt).filter((owner) => owner > OUTSIDE);
  const isChanged = ({ before: old, after: now }: Effect): boolean => old?.squareMetres !== now?.squareMetres;
  const all = owners.map((owner) => ({
    owner,
    before: figuresOf(before, owner),
    after: figuresOf(after, owner),
  }));
  const changeOf = (effect: Effect): number =>
    Math.abs((effect.after?.squareMetres ?? 0) - (effect.before?.squareMetres ?? 0));
  return all
    .filter(isChanged)
    .sort((one, other) => changeOf(other) - changeOf(one) || one.owner - other.owner);
}

/** True for a grid that was one piece, or none, and is several afterwards. */
export const comesApart = ({ before, after }: Effect): boolean =>
  after?.compactness === 0 && before?.compactness !== 0;
