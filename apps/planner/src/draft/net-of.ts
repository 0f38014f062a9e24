import type { DraftEntry, PlanStep } from "@getu/domain/redraw";

/** What a series of entries comes to: the steps it leaves standing, and how many that stood before it takes back. */
export function netOf(entries: readonly DraftEntry[]): { steps: PlanStep[]; takenBack: number } {
  const steps: PlanStep[] = [];
  let takenBack = 0;
  for (const entry of entries) {
    if (entry.kind !== "undo") steps.push(entry);
    else if (!steps.pop()) takenBack += 1;
  }
  return { steps, takenBack };
}
