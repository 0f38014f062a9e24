import type { Edge } from "./edge.ts";
import { withEdges } from "./partition.ts";
import type { Partition } from "./partition.ts";
import type { Refusal } from "./refusal.ts";

/** A whole face that went from one owner to another; twice its area in square units, a whole number. */
export type Relabel = { readonly from: number; readonly to: number; readonly twiceArea: number };

/** What a planner should know before accepting. */
export type Warning = { readonly kind: "island" | "multipart" | "vanished"; readonly owner: number };

/** One undoable step (R17). Borders that merely moved have no relabel; `listMovedFaces` tells what they swept. */
export type Change = {
  readonly removed: readonly Edge[];
  readonly added: readonly Edge[];
  readonly relabels: readonly Relabel[];
  readonly warnings: readonly Warning[];
};

/** A change, or why there is none. */
export type Outcome = Change | Refusal;

/** The change that takes a change back exactly (R17). */
export const invertChange = (change: Change): Change => ({
  removed: change.added,
  added: change.removed,
  relabels: change.relabels.map(({ from, to, twiceArea }) => ({ from: to, to: from, twiceArea })),
  warnings: [],
});

/** The partition after a change; refused as "stale" when the change was made for another state. */
export const applyChange = (partition: Partition, change: Change): Partition | Refusal =>
  withEdges(partition, change) ?? { refused: "stale" };
