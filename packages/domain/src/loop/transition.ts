import type { Role } from "../access/permissions.ts";
import type { IncidentStatus } from "../incident/incident.ts";
import type { Action } from "./action.ts";

/**
 * How the actor must stand to the incident. An actor on a grid path may act for every duty below it:
 * - `scope`: the grid of the incident or its owner lies in the actor's path;
 * - `owner`, `asked`: that duty lies in the actor's path; `doer`: one of them does, as the work may be entrusted;
 * - `above`: the owner's duty lies below the actor's path, or both are the top: no duty approves for itself, whoever acts for it;
 * - `system`: nobody; the time has come.
 */
export type Standing = "scope" | "owner" | "asked" | "doer" | "above" | "system";

/** What must come along with an action; `photos` are those that the catalogue demands of the category. */
export type Need = "reason" | "text" | "assignee" | "until" | "duplicateOf" | "correction" | "photos";

/**
 * What an action may do to the clock of the deadline; a pause was granted to its owner and ends with a hand-over.
 * `reckon` counts from the same start by another rule: what stood still stays out, extensions of the old rule fall away.
 */
export const CLOCK_EFFECTS = [
  "start",
  "none",
  "stop",
  "resume",
  "pause",
  "suspend",
  "extend",
  "restart",
  "reckon",
] as const;

/** What an action does to the clock of the deadline. */
export type ClockEffect = (typeof CLOCK_EFFECTS)[number];

/**
 * Who answers afterwards. The owner changes only when another has accepted, or gives back what was accepted:
 * whoever was asked first owns the report until then (首问负责制).
 * - `keep`: nothing changes; `ask-assignee`: the assignee is asked, the owner stays;
 * - `take`: who was asked becomes the owner; `give-back`: who owned it before becomes the owner again;
 * - `withdraw`: nobody is asked any more; `ask-above`: the level above the owner judges, or who judges already;
 * - `entrust`: somebody below is asked to do the work, the owner answers for it; `ask-judge`: whoever entrusted it
 *   judges what was done, else the level above the owner;
 * - `climb`: the level above the one reached so far is asked; `lift`: the same, but the top is asked again.
 */
export type Handing =
  | "keep"
  | "ask-assignee"
  | "take"
  | "give-back"
  | "withdraw"
  | "ask-above"
  | "entrust"
  | "ask-judge"
  | "climb"
  | "lift";

/**
 * What must be true besides; `not-down`: what has climbed never goes below the level it has reached; `to-below`: who is
 * asked answers for a part of what the owner answers for; `later-by-above`: a deadline that has passed or was extended, and
 * one that would come later than it was filed with, is counted anew only by who may extend it.
 */
export type Condition =
  | "other-category"
  | "later-by-above"
  | "not-down"
  | "to-below"
  | "clock-running"
  | "clock-standing"
  | "not-overdue"
  | "extensions-left";

/** One row of the lifecycle: what may be done in which states, by whom, and what it does. */
export type Transition = {
  action: Action;
  from: readonly IncidentStatus[];
  /** `stay` keeps the status, `before` goes back to the one that was suspended. */
  to: IncidentStatus | "stay" | "before";
  roles: readonly (Role | "system")[];
  standing: Standing;
  needs: readonly Need[];
  only: readonly Condition[];
  clock: ClockEffect;
  hands: Handing;
};
