import type { Circumstances, Command } from "./command.ts";
import { dutyAsked, ownerAfter } from "./hand-over.ts";
import type { IncidentStatus } from "../incident/incident.ts";
import type { Action } from "./action.ts";
import type { Condition, Need, Standing, Transition } from "./transition.ts";
import { changeClock, isStanding } from "./loop-clock.ts";
import { dueOf } from "./loop-state.ts";
import type { LoopState } from "./loop-state.ts";
import type { Classification } from "../incident/classification.ts";
import { isBelow } from "../access/permissions.ts";

/** Why something is not possible in the state an incident is in. */
type Because =
  | "state"
  | "top-reached"
  | "nobody-asked"
  | "until-not-ahead"
  | "duplicate-unfit"
  | "assignee-unknown"
  | Condition;

/** Why an action cannot be taken, as facts. */
export type ActionRefusal =
  | { code: "ACTION_NOT_POSSIBLE"; action: Action; status: IncidentStatus; because: Because }
  | { code: "ACTION_NOT_YOURS"; action: Action; because: "role" | "standing" }
  | { code: "ACTION_INCOMPLETE"; action: Action; needs: readonly Need[] };

/** A deadline may be extended so often, as city-management rules have it. */
const MOST_EXTENSIONS = 2;
/** A rest of more than a year is a refusal by another name. */
const LONGEST_REST_MS = 366 * 86_400_000;

/** An action that a table row allows, seen against the incident and the actor. */
export type Attempt = { row: Transition; state: LoopState; command: Command; circumstances: Circumstances };

/** True when an actor on this grid path has to do with the incident: it lies there, or one who answers for it does. */
export const isNear = ({ owner, asked }: LoopState, gridPath: string, actorPath: string): boolean =>
  [gridPath, owner.gridPath, asked?.duty.gridPath].some(
    (path) => path !== undefined && isBelow(path, actorPath),
  );

const STANDS: Readonly<Record<Standing, (attempt: Attempt) => boolean>> = {
  scope: ({ state, circumstances: { actor, gridPath } }) =>
    isBelow(gridPath, actor.gridPath) || isBelow(state.owner.gridPath, actor.gridPath),
  owner: ({ state, circumstances: { actor } }) => isBelow(state.owner.gridPath, actor.gridPath),
  asked: ({ state, circumstances: { actor } }) =>
    state.asked !== null && isBelow(state.asked.duty.gridPath, actor.gridPath),
  doer: (attempt) => STANDS.owner(attempt) || STANDS.asked(attempt),
  above: ({ state: { owner }, circumstances: { actor } }) =>
    actor.gridPath === "" || (actor.gridPath !== owner.gridPath && isBelow(owner.gridPath, actor.gridPath)),
  system: () => false, // the house itself does not come this way
};

/** Why the actor may not take the action, by role or by place; null when they may. */
function findActorRefusal(attempt: Attempt): ActionRefusal | null {
  const { row } = attempt;
  const { actor } = attempt.circumstances;
  const refuse = (because: "role" | "standing"): ActionRefusal => ({
    code: "ACTION_NOT_YOURS",
    action: row.action,
    because,
  });
  if (!row.roles.includes(actor.role)) return refuse("role");
  return actor.role === "system" || STANDS[row.standing](attempt) ? null : refuse("standing");
}

/** A text that says nothing is none. */
const isGiven = (value: unknown): boolean =>
  typeof value === "string" ? value.trim() !== "" : value !== undefined;

function findMissing({ row, command, circumstances }: Attempt): ActionRefusal | null {
  const needs = row.needs.filter((need) =>
    need === "photos" ? (circumstances.lacking ?? []).length > 0 : !isGiven(command[need]),
  );
  return needs.length === 0 ? null : { code: "ACTION_INCOMPLETE", action: row.action, needs };
}

const isSame = (one: Classification, other: Classification): boolean =>
  one.category === other.category && one.condition === other.condition;

/** What has climbed never goes below the level it has reached. */
function goesDown({ row, state, command, circumstances: { gridPath, rules } }: Attempt): boolean {
  const asked = dutyAsked(row.hands, state, { assignee: command.assignee, gridPath, chain: rules.chain });
  const answers = asked ?? ownerAfter(row.hands, state);
  return state.reached !== null && answers.level > state.reached;
}

/** Who is entrusted with the work answers for a part of what the owner answers for. */
function goesBelow({ row, state, command, circumstances: { gridPath, rules } }: Attempt): boolean {
  const { owner } = state;
  const asked = dutyAsked(row.hands, state, { assignee: command.assignee, gridPath, chain: rules.chain });
  return asked !== null && asked.level > owner.level && isBelow(asked.gridPath, owner.gridPath);
}

/** True when the deadline is past moving, or would come later than what was filed with it. */
function isPutOff({
  state,
  command: { correction },
  circumstances: { actor, now, rules },
}: Attempt): boolean {
  const due = dueOf(state, rules);
  if (due === null) return false;
  if (due <= now || state.clock.extensions.length > 0) return true;
  if (state.status === "reported") return false; // nobody has yet said what it is about
  const clock = changeClock(state.clock, "reckon", { now, by: actor.id, rule: correction?.deadline });
  return (dueOf({ ...state, clock }, rules) ?? Infinity) > due;
}

const HOLDS: Readonly<Record<Condition, (attempt: Attempt) => boolean>> = {
  "other-category": ({ command: { correction } }) => !correction || !isSame(correction.from, correction.to),
  "later-by-above": (attempt) => !isPutOff(attempt) || STANDS.above(attempt),
  "not-down": (attempt) => !goesDown(attempt),
  "to-below": goesBelow,
  "clock-running": ({ state }) => !isStanding(state.clock),
  "clock-standing": ({ state }) => isStanding(state.clock),
  "not-overdue": ({ state, circumstances: { now, rules } }) => (dueOf(state, rules) ?? Infinity) > now,
  "extensions-left": ({ state }) => state.clock.extensions.length < MOST_EXTENSIONS,
};

/** Why the incident as it stands does not allow the action; null when it does. */
function findObstacle(attempt: Attempt): Because | null {
  const { row, state, command, circumstances } = attempt;
  const { now, gridPath, rules } = circumstances;
  if (row.standing === "asked" && state.asked === null) return "nobody-asked";
  if (row.hands === "climb" && dutyAsked("climb", state, { gridPath, chain: rules.chain }) === null)
    return "top-reached";
  if (row.needs.includes("until") && command.until && !isAhead(command.until, now)) return "until-not-ahead";
  return row.only.find((condition) => !HOLDS[condition](attempt)) ?? null;
}

const isAhead = (until: Date, now: Date): boolean =>
  until > now && until.getTime() <= now.getTime() + LONGEST_REST_MS;

/** Why an action of the table cannot be taken; null when it can. */
export function findRefusal(attempt: Attempt): ActionRefusal | null {
  const { row, state } = attempt;
  const foreign = findActorRefusal(attempt);
  const because = foreign ? null : findObstacle(attempt);
  if (because !== null)
    return { code: "ACTION_NOT_POSSIBLE", action: row.action, status: state.status, because };
  return foreign ?? findMissing(attempt);
}
