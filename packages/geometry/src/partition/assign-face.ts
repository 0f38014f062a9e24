import type { Outcome } from "./change.ts";
import { OUTSIDE, toEdge } from "./edge.ts";
import type { Edge } from "./edge.ts";
import type { Face } from "./faces.ts";
import { ringsOf } from "./faces.ts";
import { ringsHold } from "./interior-point.ts";
import { isNodeKey, xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { findEdge, hasOwner } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { traceOwners } from "./trace-owners.ts";

/** Which face goes to whom. */
export type AssignPlan = {
  readonly from: number;
  /** Any node inside the face or on its border's west or south. */
  readonly at: NodeKey;
  readonly to: number;
};

/** Gives one whole face away: closes a gap (`from` = unassigned), or hands a detached part to another owner. No line is drawn. */
export function assignFace(partition: Partition, { from, at, to }: AssignPlan): Outcome {
  if (from === OUTSIDE || to <= 0 || from === to) return { refused: "owner-not-allowed", owners: [from, to] };
  if (!hasOwner(partition, from)) return { refused: "owner-unknown", owners: [from] };
  if (!hasOwner(partition, to)) return { refused: "owner-unknown", owners: [to] };
  if (!isNodeKey(at)) return { refused: "bad-coordinate" };
  const place = { x: xOf(at), y: yOf(at) };
  const face = traceOwners(partition, [from])?.faces.find((candidate) =>
    ringsHold(ringsOf(candidate), place),
  );
  if (!face) return { refused: "no-effect", at };
  const removed = rimOf(partition, face);
  const added = removed
    .map((edge) => toEdge(edge.left === from ? { ...edge, left: to } : { ...edge, right: to }))
    .filter(({ left, right }) => left !== right);
  return { removed, added, relabels: [{ from, to, twiceArea: face.twiceArea }], warnings: [] };
}

function rimOf(partition: Partition, face: Face): Edge[] {
  return ringsOf(face).flatMap(
    (ring) => ring.flatMap((a, i) => findEdge(partition, { a, b: ring[(i + 1) % ring.length]! }) ?? []), // modulo length
  );
}
