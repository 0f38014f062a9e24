import { dutyAbove, dutyUpTo } from "./chain.ts";
import type { Duty } from "./chain.ts";
import { isStanding } from "./loop-clock.ts";
import { dueOf, isEntrusted } from "./loop-state.ts";
import type { LoopRules, LoopState } from "./loop-state.ts";

/** What the loop does by itself when nobody acts, and when. */
export type Move = { at: Date; action: "escalate" | "resume" };

/** The level that would be asked next: one above what was reached, or above who is asked or owns it; null at the top. */
export function dutyToClimbTo(state: LoopState): Duty | null {
  const { owner, asked, reached } = state;
  const from = isEntrusted(state) ? owner : (asked?.duty ?? owner);
  return dutyAbove(reached === null ? from : dutyUpTo(from, reached));
}

/** When patience with this state ends; null = no clock runs. */
export const patienceEnds = (state: LoopState, rules: LoopRules): Date | null =>
  state.asked?.acceptBy ?? state.settleBy ?? dueOf(state, rules);

/** What the loop does by itself if nobody acts; null = nothing. */
export function nextMove(state: LoopState, rules: LoopRules): Move | null {
  if (state.status === "closed") return null;
  if (state.standsUntil) return { at: state.standsUntil, action: "resume" };
  if (isStanding(state.clock)) return null; // an imported suspension has no end: somebody has to resume it
  const at = dutyToClimbTo(state) === null ? null : patienceEnds(state, rules);
  return at && { at, action: "escalate" };
}
