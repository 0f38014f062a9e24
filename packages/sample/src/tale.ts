import { applyAction, beginLoop, moveOn, nextMove } from "@getu/domain";
import type {
  Actor,
  Command,
  DeadlineRule,
  Duty,
  Incident,
  LoopRules,
  LoopState,
  Outcome,
  Step,
} from "@getu/domain";
import type { Random } from "./random.ts";

/** Who acts for whom in a made-up history. */
export type Cast = {
  dispatcher: Actor;
  /** The secretary of a grid path or, where it has none of its own, of the community around. */
  secretaryOf(gridPath: string): Actor;
  /** The leader of a grid below a community. */
  leaderOf(gridPath: string): Actor;
};

/** An incident as it was brought in, with what its history depends on. */
export type Bare = {
  incident: Incident;
  /** Ids from the coarsest grid down to its own, joined by `/`; empty outside every grid. */
  gridPath: string;
  rule: DeadlineRule;
};

/** What histories are told by. */
export type TaleRules = { rules: LoopRules; cast: Cast; random: Random };

/** A history that is being told: each thing happens when it would have, by the rules of the loop. */
export type Tale = {
  readonly state: LoopState;
  readonly steps: readonly Step[];
  /** When the last thing happened. */
  readonly at: Date;
  /** When the loop would do something by itself; null = never. */
  moveAt(): Date | null;
  /** Lets the loop do by itself whatever is due until then. */
  pass(until: Date): void;
  /** Somebody acts at a moment, after whatever was due before it; false = it was not theirs or not possible. */
  act(at: Date, command: Command, actorOf: (state: LoopState) => Actor): boolean;
};

/** Who takes or handles something for a duty. */
export function handlerOf({ level, gridPath }: Duty, cast: Cast): Actor {
  if (level === 0) return cast.dispatcher;
  return level === 1 ? cast.secretaryOf(gridPath) : cast.leaderOf(gridPath);
}

/** Who judges for a duty: leaders do not judge, so it is a secretary. */
export const judgeOf = ({ level, gridPath }: Duty, cast: Cast): Actor =>
  level === 0 ? cast.dispatcher : cast.secretaryOf(gridPath);

function reporterOf({ incident, gridPath }: Bare, cast: Cast): Actor {
  if (incident.channel === "hotline" || incident.channel === "petition" || gridPath === "")
    return cast.dispatcher;
  if (incident.channel === "patrol" || incident.channel === "visit") return cast.leaderOf(gridPath);
  if (incident.channel === "meeting") return cast.secretaryOf(gridPath.split("/")[0]!); // one part at least
  return { id: incident.channel === "device" ? "device" : "resident", role: "system", gridPath: "" };
}

/** Begins the history of an incident with the report of it. */
export function beginTale(bare: Bare, { rules, cast }: Omit<TaleRules, "random">): Tale {
  const { incident, gridPath, rule } = bare;
  let at = new Date(incident.reportedAt);
  const begun = beginLoop(rule, { actor: reporterOf(bare, cast), now: at, rules });
  let state = begun.next;
  const steps = [begun.step];

  function take(outcome: Outcome | null): boolean {
    if (outcome === null || "refusal" in outcome) return false;
    state = outcome.next;
    steps.push(outcome.step);
    at = outcome.step.at;
    return true;
  }

  const moveAt = (): Date | null => nextMove(state, rules)?.at ?? null;
  function pass(until: Date): void {
    for (let due = moveAt(); due !== null && due <= until; due = moveAt())
      if (!take(moveOn(state, { now: due, gridPath, rules }))) return;
  }

  return {
    get state() {
      return state;
    },
    get steps() {
      return steps;
    },
    get at() {
      return at;
    },
    moveAt,
    pass,
    act(when, command, actorOf) {
      pass(when);
      return take(applyAction(state, command, { actor: actorOf(state), now: when, gridPath, rules }));
    },
  };
}
