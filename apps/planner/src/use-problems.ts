import { findProblems, planOf } from "@getu/editor";
import type { FixableProblem, History, Session } from "@getu/editor";
import { useEffect, useState } from "react";
import { useSessionState } from "./use-session.ts";

/** What is wrong with the plan; null while it is being looked for. */
export type Problems = readonly FixableProblem[] | null;

const AFTER_MS = 150;

/** Checks the plan anew a moment after every step, so that a series of steps is checked once. */
export function useProblems(session: Session): Problems {
  const history = useSessionState(session, (state) => state.history);
  const locked = useSessionState(session, (state) => state.locked);
  const [found, setFound] = useState<{ history: History; problems: readonly FixableProblem[] } | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => {
      const problems = findProblems({ base: history.base, plan: planOf(history) }, (id) => locked.has(id));
      setFound({ history, problems });
    }, AFTER_MS);
    return () => clearTimeout(timer);
  }, [history, locked]);
  return found?.history === history ? found.problems : null;
}
