import type { Chain, Duty } from "./chain.ts";
import { dutyAbove, dutyAt, dutyUpTo } from "./chain.ts";
import { dueAt } from "./clock.ts";
import type { Handing } from "./transition.ts";
import type { LoopRules, LoopState } from "./loop-state.ts";
import { dueOf, isEntrusted } from "./loop-state.ts";
import { dutyToClimbTo } from "./next-move.ts";

/** Who is asked when the table says so: an assignee, or whoever answers for the grid at the level reached. */
function assigneeOf({ reached }: LoopState, { assignee, gridPath, chain }: HandOver): Duty {
  const usual = assignee ?? dutyAt(gridPath, chain);
  return assignee === undefined && reached !== null ? dutyUpTo(usual, reached) : usual;
}

/** What a hand-over needs to know beside the state. */
type HandOver = { assignee?: Duty | undefined; gridPath: string; chain: Chain };

const nobody = (): null => null;

const ASKED: Readonly<Record<Handing, (state: LoopState, over: HandOver) => Duty | null>> = {
  keep: ({ asked }) => asked?.duty ?? null,
  "ask-assignee": assigneeOf,
  entrust: (_, { assignee, gridPath, chain }) => assignee ?? dutyAt(gridPath, chain),
  "ask-judge": (state) => (isEntrusted(state) ? state.owner : (dutyAbove(state.owner) ?? state.owner)),
  "ask-above": ({ asked, owner }) => asked?.duty ?? dutyAbove(owner) ?? owner,
  climb: dutyToClimbTo,
  lift: (state) => dutyToClimbTo(state) ?? dutyUpTo(state.owner, 0),
  take: nobody,
  "give-back": nobody,
  withdraw: nobody,
};

/** The duty that is asked after a hand-over; null = nobody. */
export const dutyAsked = (hands: Handing, state: LoopState, over: HandOver): Duty | null =>
  ASKED[hands](state, over);

/** The owner after a hand-over: another one only who accepted, or who gets back what was accepted. */
export function ownerAfter(hands: Handing, { owner, asked, givenBy }: LoopState): Duty {
  if (hands === "take") return asked?.duty ?? owner;
  if (hands === "give-back") return givenBy ?? owner;
  return owner;
}

/** Until when a duty may accept: its level's time, but not longer than the deadline that still lies ahead. */
export function acceptBy(
  duty: Duty,
  { now, due, rules }: { now: Date; due: Date | null; rules: LoopRules },
): Date {
  const own = ahead(now, "acceptWithin", { duty, rules });
  return due !== null && due > now && due < own ? due : own;
}

/** Until when an owner may settle what is late already; null when it is not late. */
export function settleBy(state: LoopState, { now, rules }: { now: Date; rules: LoopRules }): Date | null {
  const due = dueOf(state, rules);
  return due !== null && due <= now ? ahead(now, "settleWithin", { duty: state.owner, rules }) : null;
}

/** A moment as far ahead as the duty's level of the chain allows. */
function ahead(
  now: Date,
  what: "acceptWithin" | "settleWithin",
  { duty, rules }: { duty: Duty; rules: LoopRules },
): Date {
  const { levels } = rules.chain;
  const level = levels[Math.min(duty.level, levels.length - 1)]!; // a chain has a level
  return dueAt({ startedAt: now, rule: level[what] }, rules)!; // no pause, so the clock runs
}
