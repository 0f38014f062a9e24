import type { Outcome } from "./change.ts";
import { edgesOf, hasOwner } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { twiceAreaOfOwner } from "./owner-area.ts";

/** Which two areas become one. */
export type MergePlan = {
  readonly keep: number;
  readonly absorb: number;
  /** When given, only areas of one parent merge; others are refused so that the planner is asked first. */
  readonly parentOf?: (owner: number) => number | undefined;
};

/** Gives all of `absorb` to `keep` (R8). Nodes of two edges stay: taking them out would break identity with other versions. */
export function mergeOwners(partition: Partition, { keep, absorb, parentOf }: MergePlan): Outcome {
  const owners = [keep, absorb];
  if (owners.some((owner) => owner <= 0 || !hasOwner(partition, owner)) || keep === absorb)
    return { refused: "owner-unknown", owners };
  if (parentOf && parentOf(keep) !== parentOf(absorb)) return { refused: "different-parents", owners };
  const removed = edgesOf(partition, absorb);
  const kept = removed.filter(({ left, right }) => left !== keep && right !== keep);
  if (kept.length === removed.length) return { refused: "not-neighbours", owners };
  const added = kept.map((edge) =>
    edge.left === absorb ? { ...edge, left: keep } : { ...edge, right: keep },
  );
  const relabels = [{ from: absorb, to: keep, twiceArea: twiceAreaOfOwner(partition, absorb) }];
  return { removed, added, relabels, warnings: [] };
}
