import type { NodeKey } from "./node-key.ts";

/** What can be wrong with a tiling (R13). */
export type ProblemKind =
  | "area-differs"
  | "gap"
  | "hole-outside"
  | "island"
  | "multipart"
  | "no-parent"
  | "orphan-hole"
  | "overlap"
  | "parent-in-pieces"
  | "repeated-node"
  | "ring-touches-itself"
  | "sharp-angle"
  | "sliver"
  | "small"
  | "spike"
  | "unmatched";

/** One finding, with a place to zoom to: errors block a publication, warnings ask. */
export type Problem = {
  readonly kind: ProblemKind;
  readonly severity: "error" | "warning";
  readonly owners: readonly number[];
  readonly at: NodeKey;
  /** Twice the area of what is meant (a gap, a sliver) in square units. */
  readonly twiceArea?: number;
};

/** A polygon to check: the shell counter-clockwise first, then its holes clockwise. */
export type OwnedPolygon = { readonly owner: number; readonly rings: readonly (readonly NodeKey[])[] };
