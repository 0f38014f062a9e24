import { findTransition } from "@getu/domain";
import type { Case } from "@getu/ui";
import { statusAfter } from "../next-action.ts";
import type { PhoneAction } from "../next-action.ts";
import type { ActWork } from "../outbox/entry.ts";

/** An incident as it stands, with what is on its way. */
export type Standing = { found: Case; pending: readonly ActWork[] };

/** What a phone asks for: words; photos are welcome with what is fed back. */
type AskedFor = "reason" | "text" | "photos";

/** What an action asks the leader for. */
export function needsOf(action: PhoneAction, { found, pending }: Standing): AskedFor[] {
  const needs = findTransition(action, statusAfter(found.incident.status, pending))?.needs ?? [];
  return needs.filter((need) => need === "reason" || need === "text" || need === "photos");
}

/** The action as the outbox takes it, without its words: decided on the history as it will be when its turn comes. */
export function toAct(
  action: PhoneAction,
  { found, pending }: Standing,
): Omit<ActWork, "territoryId" | "reason" | "text"> {
  const { id, category } = found.incident;
  const seenSteps = found.steps.length + pending.length;
  return { kind: "act", incidentId: id, category, action, seenSteps };
}
