import type { Plan, PlanStep } from "@getu/domain/redraw";
import { attemptSteps, beginHistory, commitAttempt, isRefusedStep, planOf } from "@getu/editor";
import type { History } from "@getu/editor";

/** Steps that were followed as far as they go, and how many could not be done. */
export type Followed = { readonly history: History; readonly dropped: number };

const never = (): boolean => false;

/** The steps of a draft on a plan, each to be taken back by itself; those that cannot be done are left out and counted. */
export function followSteps(base: Plan, steps: readonly PlanStep[]): Followed {
  let history = beginHistory(base);
  let dropped = 0;
  for (const step of steps) {
    const result = attemptSteps(planOf(history), [step], never);
    if (isRefusedStep(result)) dropped++;
    else history = commitAttempt(history, result);
  }
  return { history, dropped };
}
