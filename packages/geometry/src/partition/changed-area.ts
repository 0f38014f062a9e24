import { diffEdges } from "./diff-edges.ts";
import { OUTSIDE } from "./edge.ts";
import type { Edge } from "./edge.ts";
import { facesOf, ringsOf } from "./faces.ts";
import { layerSides, ownersIn } from "./layer-sides.ts";
import type { NodeKey } from "./node-key.ts";
import { EDIT_TOLERANCE, nodeSpans } from "./node-spans.ts";
import { edgesAt, edgesOf, listEdges } from "./partition.ts";
import type { Partition } from "./partition.ts";
import type { Refusal } from "./refusal.ts";
import { changedKeys } from "./sharded-map.ts";
import { traceCycles } from "./trace-cycles.ts";

/** Where one version differs from another, and whom that can concern. */
export type Difference = {
  readonly removed: readonly Edge[];
  readonly added: readonly Edge[];
  /** Owners beside an edge that differs: a point that changes hands had one of these before, and has one of these after (R15). */
  readonly owners: readonly number[];
};

/** A connected area that went from one owner to another. */
export type MovedFace = {
  readonly from: number;
  readonly to: number;
  readonly rings: readonly (readonly NodeKey[])[];
  readonly twiceArea: number;
};

/** Compares two versions with one origin edge by edge (R15); versions made by edits are compared only where they differ. */
export function diffPartitions(before: Partition, after: Partition): Difference {
  const isSameGrid = before.byNode.shards.length === after.byNode.shards.length;
  const nodes = isSameGrid ? changedKeys(before.byNode, after.byNode) : null;
  const edgesIn = (partition: Partition): Edge[] =>
    nodes
      ? nodes.flatMap((node) => edgesAt(partition, node).filter(({ a }) => a === node))
      : listEdges(partition);
  const patch = diffEdges(edgesIn(before), edgesIn(after));
  const owners = new Set([...patch.removed, ...patch.added].flatMap(({ left, right }) => [left, right]));
  return { ...patch, owners: [...owners].sort((a, b) => a - b) };
}

/**
 * The exact areas that changed hands between two versions with one origin (R15): both outlines of the concerned owners
 * noded together, faces with another owner than before. Borders less than a unit apart count as the same.
 */
export function listMovedFaces(before: Partition, after: Partition): readonly MovedFace[] | Refusal {
  if (before.origin[0] !== after.origin[0] || before.origin[1] !== after.origin[1])
    return { refused: "extent-too-wide" };
  const { owners } = diffPartitions(before, after);
  const [old, now] = [edgesAround(before, owners), edgesAround(after, owners)];
  const noded = nodeSpans([...old, ...now], EDIT_TOLERANCE);
  if (!noded) return { refused: "not-settled" };
  const pieces = layerSides(noded, old, now);
  const trace = pieces && traceCycles(pieces.map(({ a, b }) => ({ a, b, left: 1, right: 1 })));
  if (!trace) return { refused: "label-conflict" };
  const { faces } = facesOf(trace.cycles);
  const [was, is] = [ownersIn("old", faces, pieces), ownersIn("now", faces, pieces)];
  return faces.flatMap((face, i) => {
    const [from, to] = [was[i] || OUTSIDE, is[i] || OUTSIDE]; // NaN: nobody's in that version
    return from === to ? [] : [{ from, to, rings: ringsOf(face), twiceArea: face.twiceArea }];
  });
}

function edgesAround(partition: Partition, owners: readonly number[]): Edge[] {
  const inside = owners.filter((owner) => owner !== OUTSIDE); // its rim beyond the others is the same in both versions
  return [...new Set(inside.flatMap((owner) => edgesOf(partition, owner)))];
}
