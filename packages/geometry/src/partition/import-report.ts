import type { NodeKey } from "./node-key.ts";

/** An area that two or more input polygons claim, and who got it. */
export type OverlapFound = {
  readonly owners: readonly number[];
  readonly givenTo: number;
  readonly twiceArea: number;
  readonly at: NodeKey;
};

/** A hole between input polygons: given to a neighbour when narrow, otherwise unassigned (null). */
export type GapFound = {
  readonly neighbours: readonly number[];
  readonly givenTo: number | null;
  readonly twiceArea: number;
  readonly widthMetres: number;
  readonly at: NodeKey;
};

/** An input area that could not be read at all. */
export type AreaRejected = { readonly owner: number; readonly reason: string };

/** What was done to make dirty polygons tile (R3): shown before the import is accepted. */
export type BuildReport = {
  /** Input nodes that were drawn to another one within the tolerance. */
  readonly snapped: readonly { readonly from: NodeKey; readonly to: NodeKey }[];
  readonly overlaps: readonly OverlapFound[];
  readonly gaps: readonly GapFound[];
  /** Places of edges with the same face on both sides: spikes and dangling lines. */
  readonly dangles: readonly NodeKey[];
  readonly rejects: readonly AreaRejected[];
  /** Owners that were read and came out with no area of their own. */
  readonly lost: readonly number[];
};
