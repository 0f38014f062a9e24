import type { DeadlineRule } from "../incident/catalogue.ts";
import type { ClockEffect } from "./transition.ts";
import type { LoopClock } from "./loop-state.ts";

/** True while a pause or suspension holds the clock. */
export const isStanding = ({ pauses }: LoopClock): boolean => pauses.some(({ to }) => to === null);

const withPausesEnded = (clock: LoopClock, now: Date): LoopClock => ({
  ...clock,
  pauses: clock.pauses.map((pause) => (pause.to === null ? { ...pause, to: now } : pause)),
});

function stand(clock: LoopClock, kind: "pause" | "suspension", { now, by }: Change): LoopClock {
  const ended = withPausesEnded(clock, now);
  return { ...ended, pauses: [...ended.pauses, { from: now, to: null, kind, approvedBy: by }] };
}

/** The time in which the work was judged does not count when it goes on. */
function goOn(clock: LoopClock, { now, by }: Change): LoopClock {
  if (clock.stoppedAt === null) return withPausesEnded(clock, now);
  const judged = { from: clock.stoppedAt, to: now, kind: "verification", approvedBy: by } as const;
  return { ...clock, pauses: [...clock.pauses, judged], stoppedAt: null };
}

/** When a clock changes, who answers for it, and the rule from now on where it is another one. */
type Change = { now: Date; by: string; rule?: DeadlineRule | undefined };

const fresh = ({ rule }: LoopClock, { now }: Change): LoopClock => ({
  startedAt: now,
  rule,
  pauses: [],
  extensions: [],
  stoppedAt: null,
});

const EFFECTS: Readonly<Record<ClockEffect, (clock: LoopClock, change: Change) => LoopClock>> = {
  start: fresh,
  none: (clock) => clock,
  stop: (clock, { now }) => ({ ...withPausesEnded(clock, now), stoppedAt: clock.stoppedAt ?? now }),
  resume: goOn,
  pause: (clock, change) => stand(clock, "pause", change),
  suspend: (clock, change) => stand(clock, "suspension", change),
  extend: (clock, { by }) => ({ ...clock, extensions: [...clock.extensions, { approvedBy: by }] }),
  restart: fresh,
  reckon: (clock, { rule = clock.rule }) => ({ ...clock, rule, extensions: [] }),
};

/** The clock after an effect. */
export const changeClock = (clock: LoopClock, effect: ClockEffect, change: Change): LoopClock =>
  EFFECTS[effect](clock, change);
