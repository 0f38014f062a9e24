import type { ActionRefusal, Attempt } from "./action-refusal.ts";
import { findRefusal } from "./action-refusal.ts";
import type { Duty } from "./chain.ts";
import { acceptBy, dutyAsked, ownerAfter, settleBy } from "./hand-over.ts";
import type { IncidentStatus } from "../incident/incident.ts";
import type { Circumstances, Command } from "./command.ts";
import { THE_HOUSE } from "./action.ts";
import { findTransition, TRANSITIONS } from "./lifecycle.ts";
import type { Action } from "./action.ts";
import type { ClockEffect, Transition } from "./transition.ts";
import { changeClock, isStanding } from "./loop-clock.ts";
import { dueOf, isEntrusted } from "./loop-state.ts";
import type { LoopState } from "./loop-state.ts";
import type { Correction } from "../incident/classification.ts";
import { nextMove, patienceEnds } from "./next-move.ts";
import type { Step } from "./step.ts";

/** The state after an action and the step that records it, or why it cannot be taken. */
export type Outcome = { next: LoopState; step: Step } | { refusal: ActionRefusal };

/** Takes an action: the state after it and the step that records it, or why not. Pure. */
export function applyAction(state: LoopState, command: Command, circumstances: Circumstances): Outcome {
  const { action } = command;
  const row = findTransition(action, state.status);
  if (!row)
    return {
      refusal: { code: "ACTION_NOT_POSSIBLE", action, status: state.status, because: "state" },
    };
  const attempt = { row, state, command, circumstances };
  const refusal = findRefusal(attempt);
  if (refusal) return { refusal };
  const next = nextState(attempt);
  return { next, step: stepOf(attempt, next) };
}

/** Does what the loop does by itself when its time has come; null when it has not. */
export function moveOn(state: LoopState, circumstances: Omit<Circumstances, "actor">): Outcome | null {
  const move = nextMove(state, circumstances.rules);
  if (!move || move.at > circumstances.now) return null;
  return applyAction(state, { action: move.action }, { ...circumstances, actor: THE_HOUSE });
}

/** The actions an actor may take on an incident as it stands, whatever they need besides. */
export function listActions(state: LoopState, circumstances: Circumstances): Action[] {
  const open = TRANSITIONS.filter(({ from }) => from.includes(state.status));
  const isOpen = (row: Transition): boolean => {
    const refusal = findRefusal({ row, state, command: { action: row.action }, circumstances });
    return refusal === null || refusal.code === "ACTION_INCOMPLETE";
  };
  return open.filter(isOpen).map(({ action }) => action);
}

const statusAfter = ({ to }: Transition, { status, before }: LoopState): IncidentStatus => {
  if (to === "stay") return status;
  return to === "before" ? (before ?? "handling") : to;
};

/** Where what is suspended goes back to, whatever is added to it meanwhile. */
function statusBefore(next: IncidentStatus, { status, before }: LoopState): LoopState["before"] {
  if (next !== "suspended") return null;
  return status === "suspended" ? before : status;
}

/** When it goes on by itself: that is set by who may let it rest, and comes along with nothing else. */
const untilOf = ({ row, command }: Attempt): Date | null =>
  row.needs.includes("until") ? (command.until ?? null) : null;

function nextState(attempt: Attempt): LoopState {
  const { row, state, command, circumstances } = attempt;
  const { actor, now } = circumstances;
  const status = statusAfter(row, state);
  const clock = changeClock(state.clock, row.clock, {
    now,
    by: actor.id,
    rule: command.correction?.deadline,
  });
  const owner = ownerAfter(row.hands, state);
  const next: LoopState = {
    ...state,
    status,
    before: statusBefore(status, state),
    owner,
    givenBy: row.hands === "take" ? state.owner : state.givenBy,
    reached: reachedAfter(attempt),
    standsUntil: isStanding(clock) ? (untilOf(attempt) ?? state.standsUntil) : null,
    duplicateOf: row.action === "merge" ? (command.duplicateOf ?? null) : null,
    clock,
  };
  return withPatience(attempt, next);
}

/** The duty that this action asks, if any. */
const askedBy = ({ row, state, command, circumstances: { gridPath, rules } }: Attempt): Duty | null =>
  dutyAsked(row.hands, state, { assignee: command.assignee, gridPath, chain: rules.chain });

const isClimb = ({ hands }: Transition): boolean => hands === "climb" || hands === "lift";

function reachedAfter(attempt: Attempt): number | null {
  const { reached } = attempt.state;
  const level = isClimb(attempt.row) ? (askedBy(attempt)?.level ?? null) : null;
  return level === null ? reached : Math.min(level, reached ?? Infinity);
}

/** These give the clocks of acceptance and of late work a new start, as every hand-over does. */
const PATIENT: ReadonlySet<ClockEffect> = new Set(["resume", "reckon"]);

/** Sets the clocks of acceptance and of late work. */
function withPatience(attempt: Attempt, next: LoopState): LoopState {
  const { row } = attempt;
  if (row.hands === "keep" && !PATIENT.has(row.clock)) return next;
  const duty = askedBy(attempt);
  if (duty === null)
    return { ...next, asked: null, settleBy: isRunning(next) ? settlesBy(attempt, next) : null };
  return { ...next, asked: { duty, acceptBy: patienceWith(duty, attempt, next) }, settleBy: null };
}

/** How long the owner of late work has; who gets entrusted work back has no more time than they had before. */
function settlesBy({ row, state, circumstances: { now, rules } }: Attempt, next: LoopState): Date | null {
  const late = settleBy(next, { now, rules });
  return row.action === "hand-back" ? late && patienceEnds(state, rules) : late;
}

/** How long who is asked may take: to accept or judge; for work that was entrusted as long as the owner has for it. */
function patienceWith(duty: Duty, { row, state, circumstances }: Attempt, next: LoopState): Date {
  const { now, rules } = circumstances;
  const due = dueOf(next, rules);
  const toAccept = acceptBy(duty, { now, due, rules });
  if (row.hands === "entrust") return patienceEnds(state, rules) ?? toAccept;
  return isEntrusted({ ...next, asked: { duty, acceptBy: toAccept } })
    ? (settleBy(next, { now, rules }) ?? due ?? toAccept)
    : toAccept;
}

const isRunning = ({ status, clock }: LoopState): boolean => status !== "closed" && !isStanding(clock);

const toCorrection = ({ from, to }: Correction): Correction => ({ from, to });

function stepOf(attempt: Attempt, next: LoopState): Step {
  const { row, state, command, circumstances } = attempt;
  return {
    action: row.action,
    actor: circumstances.actor,
    at: circumstances.now,
    doneAt: command.doneAt ?? null,
    from: state.status,
    to: next.status,
    ownerBefore: state.owner,
    ownerAfter: next.owner,
    asked: next.asked?.duty ?? null,
    clock: row.clock,
    dueAt: dueOf(next, circumstances.rules),
    climbedTo: next.reached === state.reached ? null : next.reached,
    reason: command.reason ?? null,
    text: command.text ?? null,
    until: untilOf(attempt),
    duplicateOf: next.duplicateOf,
    correction: row.clock === "reckon" && command.correction ? toCorrection(command.correction) : null,
  };
}
