import type { Role } from "../access/permissions.ts";

/** Where a draft of new boundaries stands; a submitted one is frozen. */
export const DRAFT_STATES = [
  "draft",
  "submitted",
  "approved",
  "scheduled",
  "in-force",
  "superseded",
  "rejected",
  "withdrawn",
] as const;

/** Where a draft stands. */
export type DraftState = (typeof DRAFT_STATES)[number];

/** Everything that can be done to a draft. */
export const DRAFT_ACTIONS = [
  "edit",
  "submit",
  "approve",
  "reject",
  "schedule",
  "withdraw",
  "publish",
  "return",
  "supersede",
] as const;

/** One thing that can be done to a draft. */
export type DraftAction = (typeof DRAFT_ACTIONS)[number];

/** What must come along with an action, or be true. */
type DraftNeed = "comment" | "effective-date" | "no-error";

/** One row of the table: what may be done in which states, by whom, and where it leads. */
export type DraftTransition = {
  action: DraftAction;
  from: readonly DraftState[];
  to: DraftState;
  roles: readonly (Role | "system")[];
  /** `not-author`: not by who drew any of it, unless nobody else could. */
  by: "anybody" | "not-author";
  needs: readonly DraftNeed[];
};

const PLANNERS = ["planner"] as const;
const APPROVERS = ["administrator"] as const;
const PLAIN = { by: "anybody", needs: [] } as const;

/** The lifecycle of a draft; the only table of its kind. At most one row fits an action in a state. */
export const DRAFT_TRANSITIONS: readonly DraftTransition[] = [
  { ...PLAIN, action: "edit", from: ["draft"], to: "draft", roles: PLANNERS },
  { ...PLAIN, action: "submit", from: ["draft"], to: "submitted", roles: PLANNERS, needs: ["no-error"] },
  {
    action: "approve",
    from: ["submitted"],
    to: "approved",
    roles: APPROVERS,
    by: "not-author",
    needs: ["no-error"],
  },
  { ...PLAIN, action: "reject", from: ["submitted"], to: "rejected", roles: APPROVERS, needs: ["comment"] },
  {
    ...PLAIN,
    action: "schedule",
    from: ["approved", "scheduled"],
    to: "scheduled",
    roles: APPROVERS,
    needs: ["effective-date"],
  },
  // Whoever may draw takes it up again, also after a refusal; what is in nobody's interest any more is let go.
  { ...PLAIN, action: "withdraw", from: ["submitted", "rejected"], to: "draft", roles: PLANNERS },
  // What others count on by now is not for one planner to stop.
  {
    ...PLAIN,
    action: "withdraw",
    from: ["approved", "scheduled"],
    to: "draft",
    roles: APPROVERS,
    needs: ["comment"],
  },
  { ...PLAIN, action: "withdraw", from: ["draft"], to: "withdrawn", roles: PLANNERS },
  {
    ...PLAIN,
    action: "publish",
    from: ["scheduled"],
    to: "in-force",
    roles: ["system"],
    needs: ["no-error"],
  },
  // The base has moved on so that it cannot be published as it was approved.
  { ...PLAIN, action: "return", from: ["scheduled"], to: "draft", roles: ["system"], needs: ["comment"] },
  { ...PLAIN, action: "supersede", from: ["in-force"], to: "superseded", roles: ["system"] },
];

/** Who acts on a draft: roles that hold on the whole territory, or the house itself when a time has come. */
export type DraftActor = {
  roles: readonly (Role | "system")[];
  /** Drew some of it. */
  isAuthor: boolean;
  /** Nobody else could do what only others may. */
  isOnlyOne: boolean;
};

/** Why an action is not done. */
export type DraftActionRefusal =
  | { code: "DRAFT_ACTION_NOT_POSSIBLE"; action: DraftAction; state: DraftState }
  /** `roles`: who may. */
  | { code: "DRAFT_ACTION_NOT_YOURS"; action: DraftAction; why: "role"; roles: DraftTransition["roles"] }
  | { code: "DRAFT_ACTION_NOT_YOURS"; action: DraftAction; why: "author" };

/** The row for an action in a state; null when it cannot be done there. */
export const findDraftTransition = (action: DraftAction, state: DraftState): DraftTransition | null =>
  DRAFT_TRANSITIONS.find((row) => row.action === action && row.from.includes(state)) ?? null;

/** Whether somebody may do this to a draft in this state: the row that says so, or why not. */
export function allowDraftAction(
  action: DraftAction,
  state: DraftState,
  actor: DraftActor,
): DraftTransition | DraftActionRefusal {
  const row = findDraftTransition(action, state);
  if (!row) return { code: "DRAFT_ACTION_NOT_POSSIBLE", action, state };
  if (!row.roles.some((role) => actor.roles.includes(role)))
    return { code: "DRAFT_ACTION_NOT_YOURS", action, why: "role", roles: row.roles };
  if (row.by === "not-author" && actor.isAuthor && !actor.isOnlyOne)
    return { code: "DRAFT_ACTION_NOT_YOURS", action, why: "author" };
  return row;
}

/** Whether an action in a state is not done without words. */
export const needsComment = (action: DraftAction, state: DraftState): boolean =>
  findDraftTransition(action, state)?.needs.includes("comment") === true;

/** What somebody may do to a draft as it stands. */
export const listDraftActions = (state: DraftState, actor: DraftActor): DraftAction[] =>
  DRAFT_ACTIONS.filter((action) => !("code" in allowDraftAction(action, state, actor)));
