import type { Duty } from "./chain.ts";
import type { Action, Actor } from "./lifecycle.ts";
import type { LoopRules } from "./loop-state.ts";

/** What somebody wants to do, with what it needs. */
export type Command = {
  action: Action;
  reason?: string | undefined;
  text?: string | undefined;
  /** Who is asked; left out when assigning: whoever answers for the grid of the incident. */
  assignee?: Duty | undefined;
  until?: Date | undefined;
  duplicateOf?: number | undefined;
};

/** Who acts and when, on an incident in which grid (path, empty outside every grid), by which rules. */
export type Circumstances = { actor: Actor; now: Date; gridPath: string; rules: LoopRules };
