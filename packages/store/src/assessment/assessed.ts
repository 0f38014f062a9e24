import { DROPPED_BY, FIRST_ANSWERS, unmovedDueOf } from "@getu/domain";
import type { Action, LoopRules, LoopState, Step } from "@getu/domain";

/**
 * What of a history the assessment counts by. It stands in the incident: a month of a city is one walk over its rows,
 * where asking each incident for its steps and its loop took seconds among 600,000.
 */
export type Assessed = {
  /** The first answer among the steps. */
  answeredAt: Date | null;
  /** When the work was done by the loop; null = it is not. */
  doneAt: Date | null;
  /** The deadline had nobody moved it; null = nobody has. */
  firstDueAt: Date | null;
  /** Whether the last step closed it as nothing to do; null = there are no steps that could say. */
  isDropped: boolean | null;
};

const ANSWERS: ReadonlySet<Action> = new Set(FIRST_ANSWERS);
const DROPS: ReadonlySet<Action> = new Set(DROPPED_BY);

/** What a state and the steps that are added with it say; of a new report nothing yet. */
export function assessedOf(
  { state, steps }: { state: LoopState; steps: readonly Step[] },
  rules: LoopRules,
): Assessed {
  const last = steps.at(-1);
  return {
    answeredAt: steps.find(({ action }) => ANSWERS.has(action))?.at ?? null,
    doneAt: state.clock.stoppedAt,
    firstDueAt: unmovedDueOf(state, rules),
    isDropped: last === undefined ? null : state.status === "closed" && DROPS.has(last.action),
  };
}

/** The values of `setAssessed` in its order. */
export const assessedValues = ({ answeredAt, doneAt, firstDueAt, isDropped }: Assessed): unknown[] => [
  answeredAt,
  doneAt,
  firstDueAt,
  isDropped,
];

/** SQL that writes them to an incident, out of four expressions of the code; an answer that was first stays so. */
export const setAssessed = ([answered, done, firstDue, dropped]: readonly [
  string,
  string,
  string,
  string,
]): string =>
  `answered_at = coalesce(answered_at, ${answered}), done_at = ${done}, first_due_at = ${firstDue},
   dropped = coalesce(${dropped}, dropped)`;
