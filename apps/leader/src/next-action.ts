import { findTransition } from "@getu/domain";
import type { Action, IncidentStatus } from "@getu/domain";
import type { Case } from "@getu/ui";
import type { HeldDuty } from "./duty.ts";
import type { ActWork } from "./outbox/entry.ts";

/** What can be done on a phone, what leads on first; everything else is for the desk. */
const PHONE_ACTIONS = [
  "accept",
  "start",
  "feed-back",
  "verify",
  "close",
  "hand-up",
  "hand-back",
  "return",
] as const satisfies readonly Action[];

/** Something that can be done on a phone. */
export type PhoneAction = (typeof PHONE_ACTIONS)[number];

/** Actions that lead on; the others give it away. */
export const leadsOn = (action: PhoneAction): boolean => PHONE_ACTIONS.indexOf(action) < 5;

/** Where an incident will stand once what is pending has been sent. */
export function statusAfter(status: IncidentStatus, pending: readonly ActWork[]): IncidentStatus {
  return pending.reduce((before, { action }) => {
    const to = findTransition(action, before)?.to ?? "stay";
    return to === "stay" || to === "before" ? before : to;
  }, status);
}

/**
 * What the leader may do next, what leads on first. What is pending, but for words that were added, decides it as the table of the lifecycle does:
 * after one's own accepting and starting one is the owner, after giving it away nobody asks on the phone.
 */
export function openActions(
  found: Case,
  pending: readonly ActWork[],
  duties: readonly HeldDuty[],
): PhoneAction[] {
  const deciding = pending.filter(({ action }) => action !== "supplement");
  if (deciding.length === 0) return PHONE_ACTIONS.filter((action) => found.actions.includes(action));
  if (deciding.some(({ action }) => action !== "accept" && action !== "start")) return [];
  const status = statusAfter(found.incident.status, pending);
  return PHONE_ACTIONS.filter((action) => {
    const row = findTransition(action, status);
    const isOwners = row?.standing === "owner" || row?.standing === "doer";
    return isOwners && duties.some(({ role }) => row.roles.includes(role));
  });
}
