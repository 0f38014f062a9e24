import { applyAction } from "./apply-action.ts";
import { dutyAbove, dutyAt, dutyUpTo } from "./chain.ts";
import type { Duty } from "./chain.ts";
import type { DeadlineRule } from "../incident/catalogue.ts";
import type { Circumstances } from "./command.ts";
import { acceptBy, settleBy } from "./hand-over.ts";
import type { IncidentStatus } from "../incident/incident.ts";
import { THE_HOUSE } from "./action.ts";
import { dueOf } from "./loop-state.ts";
import type { LoopState } from "./loop-state.ts";
import { NOTHING_BESIDES } from "./step.ts";
import type { Step } from "./step.ts";

/** A state with the step that led to it. */
export type Beginning = { next: LoopState; step: Step };

/** A report comes in: whoever was asked first owns it until another accepts it. */
export function beginLoop(rule: DeadlineRule, circumstances: Omit<Circumstances, "gridPath">): Beginning {
  const { actor, now, rules } = circumstances;
  const next = freshState("reported", {
    owner: dutyAt(actor.gridPath, rules.chain),
    clock: { startedAt: now, rule, pauses: [], extensions: [], stoppedAt: null },
  });
  return { next, step: firstStep("report", next, circumstances) };
}

/** What follows a report at once, when whoever took it may do it: it goes to whoever answers for the grid. */
const AT_ONCE = ["file", "assign"] as const;

/** Takes a report in, files it and asks whoever answers for the grid, as far as the actor may; the steps in order. */
export function openLoop(
  rule: DeadlineRule,
  circumstances: Circumstances,
): { next: LoopState; steps: Step[] } {
  const begun = beginLoop(rule, circumstances);
  const steps = [begun.step];
  let { next } = begun;
  for (const action of AT_ONCE) {
    const outcome = applyAction(next, { action }, circumstances);
    if ("refusal" in outcome) break;
    steps.push(outcome.step);
    next = outcome.next;
  }
  return { next, steps };
}

/** An incident that was brought in from elsewhere in the middle of its life. */
export type Foundling = {
  status: IncidentStatus;
  reportedAt: Date;
  rule: DeadlineRule;
  /** How the loop knew it, when the import has changed the status of one that was in the loop already. */
  known: LoopState | null;
};

/** Takes an imported incident into the loop as it stands; from then on it has an owner and clocks. */
export function adoptIncident(
  { status, reportedAt, rule, known }: Foundling,
  { now, gridPath, rules }: Omit<Circumstances, "actor">,
): Beginning {
  const found = PLACES[status](dutyAt(gridPath, rules.chain));
  const stoppedAt = found.isDone ? now : null;
  const rest = { from: now, to: null, kind: "suspension", approvedBy: THE_HOUSE.id } as const;
  const state = freshState(status, {
    owner: found.owner,
    clock: {
      startedAt: reportedAt,
      rule,
      pauses: status === "suspended" ? [rest] : [],
      extensions: [],
      stoppedAt,
    },
  });
  const due = dueOf(state, rules);
  const next: LoopState = {
    ...state,
    before: status === "suspended" ? "handling" : null,
    asked: found.asked && { duty: found.asked, acceptBy: acceptBy(found.asked, { now, due, rules }) },
    settleBy: found.asked || status === "closed" ? null : settleBy(state, { now, rules }),
    reached: known?.reached ?? null, // no level is climbed to twice
  };
  const step = firstStep("adopt", next, { actor: THE_HOUSE, now, rules });
  return { next, step: { ...step, from: known?.status ?? null, ownerBefore: known?.owner ?? null } };
}

/** Who answers for what came in the middle of its life, who is asked, and whether the work is done. */
type Place = { owner: Duty; asked: Duty | null; isDone: boolean };

const AT_THE_DESK = (finest: Duty): Place => ({ owner: dutyUpTo(finest, 0), asked: null, isDone: false });
const AT_WORK = (finest: Duty): Place => ({ owner: finest, asked: null, isDone: false });
const JUDGED = (finest: Duty): Place => ({ owner: finest, asked: dutyAbove(finest) ?? finest, isDone: true });

/** Work that nobody has taken is the dispatchers'; what is being done belongs to whoever answers for the grid. */
const PLACES: Readonly<Record<IncidentStatus, (finest: Duty) => Place>> = {
  reported: AT_THE_DESK,
  filed: AT_THE_DESK,
  assigned: (finest) => ({ ...AT_THE_DESK(finest), asked: finest }),
  accepted: AT_WORK,
  handling: AT_WORK,
  suspended: AT_WORK,
  "fed-back": JUDGED,
  verified: JUDGED,
  closed: (finest) => ({ ...AT_WORK(finest), isDone: true }),
};

const freshState = (status: IncidentStatus, given: Pick<LoopState, "owner" | "clock">): LoopState => ({
  status,
  before: null,
  givenBy: null,
  asked: null,
  reached: null,
  settleBy: null,
  standsUntil: null,
  duplicateOf: null,
  ...given,
});

const firstStep = (
  action: "report" | "adopt",
  next: LoopState,
  { actor, now, rules }: Omit<Circumstances, "gridPath">,
): Step => ({
  action,
  actor,
  at: now,
  from: null,
  to: next.status,
  ownerBefore: null,
  ownerAfter: next.owner,
  asked: next.asked?.duty ?? null,
  clock: "start",
  dueAt: dueOf(next, rules),
  ...NOTHING_BESIDES,
});
