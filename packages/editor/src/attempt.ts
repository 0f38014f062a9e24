import { applyStep } from "@getu/domain/redraw";
import type { Plan, PlanRefusal, PlanStep } from "@getu/domain/redraw";
import { hasOwner, isRefusal, listMovedFaces, OUTSIDE, placeOfNode } from "@getu/geometry/partition";
import type { Change, UnitPlace } from "@getu/geometry/partition";

/** Steps that can be done, all of them or none, with the plan before and after. */
export type Attempt = {
  readonly steps: readonly PlanStep[];
  readonly changes: readonly Change[];
  readonly before: Plan;
  readonly after: Plan;
};

/** Why something cannot be done, where, and whom it concerns. */
export type StepRefusal = {
  readonly refused: PlanRefusal["refused"] | "locked" | "no-road";
  readonly at?: UnitPlace;
  readonly owners: readonly number[];
};

/** Grids that must stay as they are: locked by the planner, or outside of what the planner may redraw. */
export type IsLocked = (owner: number) => boolean;

/** Tells a refusal from what can be done. */
export const isRefusedStep = (result: Attempt | StepRefusal): result is StepRefusal => "refused" in result;

/** Tries steps one after the other; the plan given stays as it is. */
export function attemptSteps(
  before: Plan,
  steps: readonly PlanStep[],
  isLocked: IsLocked,
): Attempt | StepRefusal {
  let after = before;
  const changes: Change[] = [];
  for (const step of steps) {
    const progress = applyStep(after, step);
    if ("refused" in progress) return toStepRefusal(before, progress);
    changes.push(progress.change);
    after = progress.plan;
  }
  const attempt = { steps, changes, before, after };
  return refuseLocked(attempt, isLocked) ?? attempt;
}

const toStepRefusal = ({ partition }: Plan, { refused, at, owners }: PlanRefusal): StepRefusal => ({
  refused,
  owners: owners ?? [],
  ...(at === undefined ? {} : { at: placeOfNode(partition, at) }),
});

/** Owners beside an edge that an attempt takes out or puts in, without the outside, ascending. */
export function ownersTouched({ changes }: Attempt): number[] {
  const owners = new Set<number>();
  for (const { removed, added } of changes)
    for (const { left, right } of [...removed, ...added]) owners.add(left).add(right);
  owners.delete(OUTSIDE);
  return [...owners].sort((a, b) => a - b);
}

/** A locked grid takes no loss and no gain; new nodes on its border are neither. */
function refuseLocked(attempt: Attempt, isLocked: IsLocked): StepRefusal | null {
  const touched = ownersTouched(attempt).filter(isLocked);
  if (touched.length === 0) return null;
  const { before, after, changes } = attempt;
  const moved = listMovedFaces(before.partition, after.partition);
  if (isRefusal(moved)) return toStepRefusal(before, moved);
  const exchanged = [...moved, ...changes.flatMap(({ relabels }) => relabels)];
  const concerned = new Set(exchanged.flatMap(({ from, to }) => [from, to]));
  const owners = touched.filter((owner) => concerned.has(owner) && hasOwner(before.partition, owner));
  return owners.length > 0 ? { refused: "locked", owners } : null;
}
