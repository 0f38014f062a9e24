import type { Duty } from "./chain.ts";
import type { Step } from "./step.ts";

const isSame = (one: Duty | null, other: Duty): boolean =>
  one?.level === other.level && one.gridPath === other.gridPath;

/** Since when who answers last has done so without a break, by the history of an incident; null = it has none. */
export const ownedSince = (steps: readonly Pick<Step, "at" | "ownerBefore" | "ownerAfter">[]): Date | null =>
  steps.findLast(({ ownerBefore, ownerAfter }) => !isSame(ownerBefore, ownerAfter))?.at ?? null;
