import type { Duty } from "@getu/domain";
import type { Case } from "@getu/ui";

/** Who has an incident: whoever is asked to take or judge it, else its owner; and since when. */
export type Held = { kind: "asked" | "owner"; duty: Duty; since: Date };

const isSame = (a: Duty | null | undefined, b: Duty): boolean =>
  a?.level === b.level && a.gridPath === b.gridPath;

/** Reads from the history who has an incident now: since the step after which it was always the same. */
export function heldSince({ state, steps, incident }: Case): Held {
  const kind = state.asked ? "asked" : "owner";
  const duty = state.asked?.duty ?? state.owner;
  const holds = (step: Case["steps"][number]): boolean =>
    isSame(state.asked ? step.asked : step.ownerAfter, duty);
  const change = steps.findLastIndex((step) => !holds(step));
  return { kind, duty, since: steps[change + 1]?.at ?? new Date(incident.reportedAt) };
}
