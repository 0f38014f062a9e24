import { diffPartitions } from "@getu/geometry/partition";
import type { StandingStep } from "./draft-log.ts";
import { applyStep } from "./plan.ts";
import type { PlanGrid } from "./plan-grid.ts";
import type { Plan } from "./plan.ts";

/** A step that cannot simply be taken over to a newer version, and the grids that it is about. */
export type Conflict = { readonly revision: number; readonly grids: readonly number[] };

/** What becomes of a draft on a newer version. */
export type Rebased = {
  readonly plan: Plan;
  readonly conflicts: readonly Conflict[];
  /** Steps that do not stand any more. */
  readonly dropped: readonly number[];
};

/** `theirs` gives up the steps in conflict; `mine` does them over what has changed, wherever that can be done at all. */
export type Preference = "mine" | "theirs";

/** True when the same is said of both. */
export const isSameGrid = (one: PlanGrid | undefined, other: PlanGrid | undefined): boolean =>
  one === other ||
  (one !== undefined && other !== undefined && JSON.stringify(one) === JSON.stringify(other));

/** Grids that differ between two versions with one origin, in their outline or in what is said about them. */
export function changedGrids(before: Plan, after: Plan): Set<number> {
  const changed = new Set(diffPartitions(before.partition, after.partition).owners);
  for (const id of new Set([...before.grids.keys(), ...after.grids.keys()]))
    if (!isSameGrid(before.grids.get(id), after.grids.get(id))) changed.add(id);
  return changed;
}

/**
 * Does the steps of a draft again on a newer version (R16). A step that touches a grid which has changed since, or stands
 * on such a step, is a conflict; so is one that cannot be done any more. Both versions need the same origin.
 */
export function rebaseSteps(
  { base, current, steps }: { base: Plan; current: Plan; steps: readonly StandingStep[] },
  prefer: Preference,
): Rebased {
  const changed = changedGrids(base, current);
  const [conflicts, dropped]: [Conflict[], number[]] = [[], []];
  let [old, plan] = [base, current];
  for (const { revision, step } of steps) {
    const was = applyStep(old, step);
    const touched = "refused" in was ? (was.owners ?? []) : [...was.touched];
    if (!("refused" in was)) old = was.plan;
    const isStale = "refused" in was || touched.some((grid) => changed.has(grid));
    const now = isStale && prefer === "theirs" ? null : applyStep(plan, step);
    const isDone = now !== null && !("refused" in now);
    if (isStale || !isDone) {
      conflicts.push({ revision, grids: touched });
      for (const grid of touched) changed.add(grid);
    }
    if (isDone) plan = now.plan;
    else dropped.push(revision);
  }
  return { plan, conflicts, dropped };
}
