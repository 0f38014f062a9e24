import type { IncidentStatus } from "../incident/incident.ts";
import type { Role } from "../access/permissions.ts";

/** Everything that can be done to an incident, each leaving a step in its history. */
export const ACTIONS = [
  "report",
  "adopt",
  "file",
  "decline",
  "recategorise",
  "assign",
  "accept",
  "start",
  "entrust",
  "hand-back",
  "feed-back",
  "verify",
  "close",
  "return",
  "transfer",
  "hand-up",
  "merge",
  "extend",
  "pause",
  "suspend",
  "resume",
  "reopen",
  "escalate",
  /** Boundaries moved, and whoever answers there now answers for it. */
  "redraw",
] as const;

/** One thing that can be done to an incident. */
export type Action = (typeof ACTIONS)[number];

/** Who acts: somebody with a role on a grid path, or the house itself when a time has come or a resident has rated. */
export type Actor = { id: string; role: Role | "system"; gridPath: string };

/** The house itself. */
export const THE_HOUSE = { id: "system", role: "system", gridPath: "" } as const satisfies Actor;

/**
 * How the actor must stand to the incident. An actor on a grid path may act for every duty below it:
 * - `scope`: the grid of the incident or its owner lies in the actor's path;
 * - `owner`, `asked`: that duty lies in the actor's path; `doer`: one of them does, as the work may be entrusted;
 * - `above`: the owner's duty lies below the actor's path, or both are the top: nobody approves for themselves;
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

/** What must be true besides; `not-down`: what has climbed never goes below the level it has reached; `to-below`: who is asked answers for a part of what the owner answers for. */
export type Condition =
  | "other-category"
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

/** Who gives orders: files, assigns, judges and closes. */
export const ORDERS = ["dispatcher", "secretary"] as const;

/** Who has a part in the work at all. */
export const HANDLES = [...ORDERS, "leader"] as const;

const PLAIN = { needs: [], only: [], clock: "none", hands: "keep" } as const;

/** The lifecycle of an incident; the only table of its kind. At most one row fits an action in a state. */
export const TRANSITIONS: readonly Transition[] = [
  { ...PLAIN, action: "file", from: ["reported"], to: "filed", roles: ORDERS, standing: "scope" },
  {
    ...PLAIN,
    action: "decline",
    from: ["reported"],
    to: "closed",
    roles: ORDERS,
    standing: "scope",
    needs: ["reason"],
    clock: "stop",
    hands: "withdraw",
  },
  // Until somebody has accepted it: then what it is about was agreed, and it goes back first.
  {
    ...PLAIN,
    action: "recategorise",
    from: ["reported", "filed", "assigned"],
    to: "stay",
    roles: ORDERS,
    standing: "scope",
    needs: ["reason", "correction"],
    only: ["other-category"],
    clock: "reckon",
  },
  {
    ...PLAIN,
    action: "assign",
    from: ["filed"],
    to: "assigned",
    roles: ORDERS,
    standing: "scope",
    only: ["not-down"],
    hands: "ask-assignee",
  },
  {
    ...PLAIN,
    action: "accept",
    from: ["assigned"],
    to: "accepted",
    roles: HANDLES,
    standing: "asked",
    hands: "take",
  },
  // What climbed before anybody assigned it is taken over as it is, and filed or assigned by who took it.
  {
    ...PLAIN,
    action: "accept",
    from: ["reported", "filed"],
    to: "stay",
    roles: ORDERS,
    standing: "asked",
    hands: "take",
  },
  { ...PLAIN, action: "start", from: ["accepted"], to: "handling", roles: HANDLES, standing: "owner" },
  // What has climbed is often done best by who is on the spot: they do it, and whoever it has climbed to answers for it.
  {
    ...PLAIN,
    action: "entrust",
    from: ["accepted", "handling"],
    to: "handling",
    roles: ORDERS,
    standing: "owner",
    needs: ["reason"],
    only: ["clock-running", "to-below"],
    hands: "entrust",
  },
  // Who was entrusted cannot do it, or is not to do it any more: whoever answers for it has it again.
  {
    ...PLAIN,
    action: "hand-back",
    from: ["accepted", "handling"],
    to: "stay",
    roles: HANDLES,
    standing: "asked",
    needs: ["reason"],
    hands: "withdraw",
  },
  {
    ...PLAIN,
    action: "feed-back",
    from: ["accepted", "handling"],
    to: "fed-back",
    roles: HANDLES,
    standing: "doer",
    needs: ["text", "photos"],
    clock: "stop",
    hands: "ask-judge",
  },
  {
    ...PLAIN,
    action: "verify",
    from: ["fed-back"],
    to: "verified",
    roles: ORDERS,
    standing: "asked",
    hands: "ask-above",
  },
  {
    ...PLAIN,
    action: "close",
    from: ["verified"],
    to: "closed",
    roles: ORDERS,
    standing: "asked",
    needs: ["text"],
    clock: "stop",
    hands: "withdraw",
  },
  {
    ...PLAIN,
    action: "return",
    from: ["assigned"],
    to: "filed",
    roles: HANDLES,
    standing: "asked",
    needs: ["reason"],
    only: ["not-down"],
    hands: "withdraw",
  },
  {
    ...PLAIN,
    action: "return",
    from: ["accepted", "handling"],
    to: "filed",
    roles: HANDLES,
    standing: "owner",
    needs: ["reason"],
    only: ["not-down"],
    clock: "resume",
    hands: "give-back",
  },
  {
    ...PLAIN,
    action: "return",
    from: ["fed-back", "verified"],
    to: "handling",
    roles: ORDERS,
    standing: "asked",
    needs: ["reason"],
    clock: "resume",
    hands: "withdraw",
  },
  {
    ...PLAIN,
    action: "transfer",
    from: ["assigned", "accepted", "handling"],
    to: "assigned",
    roles: HANDLES,
    standing: "owner",
    needs: ["reason", "assignee"],
    only: ["not-down"],
    clock: "resume",
    hands: "ask-assignee",
  },
  {
    ...PLAIN,
    action: "hand-up",
    from: ["accepted", "handling"],
    to: "assigned",
    roles: ["secretary", "leader"],
    standing: "owner",
    needs: ["reason"],
    clock: "resume",
    hands: "climb",
  },
  {
    ...PLAIN,
    action: "merge",
    from: ["reported", "filed", "assigned", "accepted", "handling"],
    to: "closed",
    roles: ORDERS,
    standing: "scope",
    needs: ["duplicateOf"],
    clock: "stop",
    hands: "withdraw",
  },
  {
    ...PLAIN,
    action: "extend",
    from: ["assigned", "accepted", "handling"],
    to: "stay",
    roles: ORDERS,
    standing: "above",
    needs: ["reason"],
    only: ["clock-running", "not-overdue", "extensions-left"],
    clock: "extend",
  },
  {
    ...PLAIN,
    action: "pause",
    from: ["accepted", "handling"],
    to: "stay",
    roles: ORDERS,
    standing: "above",
    needs: ["reason", "until"],
    only: ["clock-running"],
    clock: "pause",
  },
  {
    ...PLAIN,
    action: "suspend",
    from: ["accepted", "handling"],
    to: "suspended",
    roles: ORDERS,
    standing: "above",
    needs: ["reason", "until"],
    clock: "suspend",
  },
  {
    ...PLAIN,
    action: "resume",
    from: ["suspended"],
    to: "before",
    roles: [...ORDERS, "system"],
    standing: "above",
    clock: "resume",
  },
  {
    ...PLAIN,
    action: "resume",
    from: ["accepted", "handling"],
    to: "stay",
    roles: [...ORDERS, "system"],
    standing: "above",
    only: ["clock-standing"],
    clock: "resume",
  },
  {
    ...PLAIN,
    action: "reopen",
    from: ["closed"],
    to: "assigned",
    roles: [...ORDERS, "system"],
    standing: "scope",
    needs: ["reason"],
    clock: "restart",
    hands: "lift",
  },
  {
    ...PLAIN,
    action: "escalate",
    from: ["assigned", "accepted", "handling"],
    to: "assigned",
    roles: ["system"],
    standing: "system",
    only: ["clock-running"],
    hands: "climb",
  },
  {
    ...PLAIN,
    action: "escalate",
    from: ["reported", "filed", "fed-back", "verified"],
    to: "stay",
    roles: ["system"],
    standing: "system",
    hands: "climb",
  },
];

/** The row for an action in a state; null when it cannot be done there. */
export const findTransition = (action: Action, status: IncidentStatus): Transition | null =>
  TRANSITIONS.find((row) => row.action === action && row.from.includes(status)) ?? null;

const ANSWERS: ReadonlySet<Standing> = new Set(["asked", "doer"]);

/** True when somebody with the role can answer where their duty is asked in this status. */
export const canAnswer = (role: Role, status: IncidentStatus): boolean =>
  TRANSITIONS.some(
    ({ from, roles, standing }) => ANSWERS.has(standing) && from.includes(status) && roles.includes(role),
  );
