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
  /** Somebody came upon the same thing once more and says what they saw. */
  "supplement",
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
