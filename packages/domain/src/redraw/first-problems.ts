import type { PlanProblem } from "./plan-problems.ts";

/** A grid that goes while somebody holds a role on it: what is asked about before a draft is let in. */
const HELD = "grid-held";

/** Errors, then who would lose a role, then the rest; equals stay in their order. */
const rankOf = ({ severity, kind }: PlanProblem): number =>
  severity === "error" ? 0 : kind === HELD ? 1 : 2;

/** The first problems of a list, those first that decide, and how many more there are. */
export function firstProblems(
  problems: readonly PlanProblem[],
  most: number,
): { problems: PlanProblem[]; more: number } {
  const first = problems.toSorted((one, other) => rankOf(one) - rankOf(other)).slice(0, most);
  return { problems: first, more: problems.length - first.length };
}
