import type { CaseView } from "@getu/domain";

/** The loop as a reporter lives it; each stage with the statuses in which it is the present one. */
export const STAGES = [
  { key: "received", statuses: ["reported"] },
  { key: "passedOn", statuses: ["filed", "assigned"] },
  { key: "worked", statuses: ["accepted", "handling", "suspended"] },
  { key: "checked", statuses: ["fed-back", "verified"] },
  { key: "settled", statuses: ["closed"] },
] as const satisfies readonly { key: string; statuses: readonly CaseView["status"][] }[];

/** The place of a status among the stages. */
export const stageOf = (status: CaseView["status"]): number =>
  STAGES.findIndex(({ statuses }) => statuses.some((known) => known === status));

/**
 * The message that says where a case stands. Passed on is said as it is: while it is filed nobody has it yet, and what
 * was reopened lies with the level above.
 */
export function wordsOf({ status, steps }: Pick<CaseView, "status" | "steps">) {
  if (status === "filed") return "resident.stage.passedOn.filed";
  if (status === "assigned" && steps.at(-2)?.status === "closed") return "resident.stage.passedOn.again";
  return `resident.stage.${STAGES[stageOf(status)]!.key}.words` as const; // every status has its stage
}
