import type { NodeKey } from "./node-key.ts";

/** Why an edit was not done; the screen has a sentence for each. */
export type RefusalReason =
  | "bad-coordinate"
  | "bad-path"
  | "different-parents"
  | "edge-unknown"
  | "ends-not-on-border"
  | "extent-too-wide"
  | "label-conflict"
  | "line-does-not-cross"
  | "no-effect"
  | "node-not-free"
  | "node-unknown"
  | "not-neighbours"
  | "not-settled"
  | "on-node"
  | "outer-fixed"
  | "overlap"
  | "owner-in-use"
  | "owner-not-allowed"
  | "owner-unknown"
  | "path-leaves"
  | "stale"
  | "too-close"
  | "would-collapse"
  | "would-cross"
  | "would-flip";

/** An edit that was not done: nothing changed. `at` says where, `owners` whom it concerns. */
export type Refusal = {
  readonly refused: RefusalReason;
  readonly at?: NodeKey;
  readonly owners?: readonly number[];
};

/** Tells a refusal from a result. */
export const isRefusal = (result: object): result is Refusal => "refused" in result;
