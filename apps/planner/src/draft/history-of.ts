import type { DraftEntry, Plan, PlanStep } from "@getu/domain/redraw";
import { attemptSteps, beginHistory, commitAttempt, isRefusedStep, planOf, undoAttempt } from "@getu/editor";
import type { History } from "@getu/editor";

/** A history that was followed as far as it goes, and how many entries could not be. */
export type Followed = { readonly history: History; readonly dropped: number };

const never = (): boolean => false;

/** The steps of a draft on a plan, each to be taken back by itself. */
export const followSteps = (base: Plan, steps: readonly PlanStep[]): Followed =>
  followEntries(beginHistory(base), steps);

/** Does entries of a log again on top of a history; those that cannot be done are left out and counted. */
export function followEntries(start: History, entries: readonly DraftEntry[]): Followed {
  let history = start;
  let dropped = 0;
  for (const entry of entries) {
    if (entry.kind === "undo") {
      history = undoAttempt(history);
      continue;
    }
    const result = attemptSteps(planOf(history), [entry], never);
    if (isRefusedStep(result)) dropped++;
    else history = commitAttempt(history, result);
  }
  return { history: { ...history, undone: [] }, dropped };
}
