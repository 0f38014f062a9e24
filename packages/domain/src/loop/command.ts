import type { Duty } from "./chain.ts";
import type { Action, Actor } from "./action.ts";
import type { PhotoKind } from "../incident/photo.ts";
import type { RuledCorrection } from "../incident/classification.ts";
import type { LoopRules } from "./loop-state.ts";

/** What somebody wants to do, with what it needs. */
export type Command = {
  action: Action;
  reason?: string | undefined;
  text?: string | undefined;
  /** Who is asked; left out when assigning: whoever answers for the grid of the incident. */
  assignee?: Duty | undefined;
  until?: Date | undefined;
  /** When it was done, by whoever did it; what the action leads to goes by the moment it is taken. */
  doneAt?: Date | undefined;
  duplicateOf?: number | undefined;
  correction?: RuledCorrection | undefined;
};

/** Who acts and when, on an incident in which grid (path, empty outside every grid), by which rules. */
export type Circumstances = {
  actor: Actor;
  now: Date;
  gridPath: string;
  rules: LoopRules;
  /** Kinds of photos that the catalogue demands before the work is fed back, and that are not there; left out = none. */
  lacking?: readonly PhotoKind[];
};
