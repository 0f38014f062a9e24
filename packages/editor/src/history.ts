import type { Plan, PlanStep } from "@getu/domain/redraw";
import type { Attempt } from "./attempt.ts";

/** A plan in the making: where it began, what was done and what was taken back. */
export type History = {
  readonly base: Plan;
  readonly done: readonly Attempt[];
  /** The last one taken back comes first again. */
  readonly undone: readonly Attempt[];
};

/** A plan that has changed nothing yet. */
export const beginHistory = (base: Plan): History => ({ base, done: [], undone: [] });

/** The plan as it stands. Plans share what they have in common, so taking back is going back, exactly and at once (R17). */
export const planOf = ({ base, done }: History): Plan => done.at(-1)?.after ?? base;

/** Keeps an attempt that was made on the plan as it stands; what had been taken back is given up. */
export function commitAttempt(history: History, attempt: Attempt): History {
  if (attempt.before !== planOf(history))
    throw new Error("the attempt was made on another state of the plan");
  return { ...history, done: [...history.done, attempt], undone: [] };
}

/** Takes the last attempt back; a plan without any stays as it is. */
export function undoAttempt(history: History): History {
  const last = history.done.at(-1);
  if (!last) return history;
  return { ...history, done: history.done.slice(0, -1), undone: [last, ...history.undone] };
}

/** Does again what was taken back last; without any the plan stays as it is. */
export function redoAttempt(history: History): History {
  const [next, ...undone] = history.undone;
  return next ? { ...history, done: [...history.done, next], undone } : history;
}

/** The steps that stand, in their order. */
export const stepsOf = ({ done }: History): PlanStep[] => done.flatMap(({ steps }) => steps);
