import type { Change } from "./change.ts";
import { refuseCrowding } from "./clearance.ts";
import { diffEdges } from "./diff-edges.ts";
import { OUTSIDE } from "./edge.ts";
import type { Edge } from "./edge.ts";
import type { Faces } from "./faces.ts";
import { refuseOuterMove } from "./outer-rule.ts";
import type { OuterRule } from "./outer-rule.ts";
import { edgesOf } from "./partition.ts";
import type { Partition } from "./partition.ts";
import type { Refusal } from "./refusal.ts";
import { traceEdges } from "./trace-owners.ts";

/** Edges to swap for others that keep their labels. */
export type EdgeSwap = {
  readonly removed: readonly Edge[];
  readonly added: readonly Edge[];
  readonly outer: OuterRule;
};

/** Swaps edges under the checks of R9: room around the new ones, the outer border, and no face flipped or lost. */
export function replaceEdges(partition: Partition, { removed, added, outer }: EdgeSwap): Change | Refusal {
  const refusal =
    refuseOuterMove({ removed, added }, outer) ??
    refuseCrowding(partition, added, new Set(removed)) ??
    refuseFlip(partition, { removed, added });
  return refusal ?? { ...diffEdges(removed, added), relabels: [], warnings: [] };
}

/** Faces of the touched owners must keep their number, their holes and a positive area; a flip changes a sign (R9). */
function refuseFlip(
  partition: Partition,
  { removed, added }: Pick<EdgeSwap, "added" | "removed">,
): Refusal | null {
  const owners = new Set(removed.flatMap(({ left, right }) => [left, right]));
  const gone = new Set(removed);
  owners.delete(OUTSIDE); // its rim is long; a flip beside it flips the owner across as well
  const before = new Set([...owners].flatMap((owner) => edgesOf(partition, owner)));
  const old = traceEdges([...before], owners);
  const now = traceEdges([...[...before].filter((edge) => !gone.has(edge)), ...added], owners);
  if (old && now && isAlike(old, now)) return null;
  return { refused: "would-flip", owners: [...owners] };
}

const countHoles = ({ faces }: Faces): number => faces.reduce((sum, { holes }) => sum + holes.length, 0);

function isAlike(old: Faces, now: Faces): boolean {
  return (
    now.unbounded.length === 0 &&
    now.faces.length === old.faces.length &&
    countHoles(now) === countHoles(old) &&
    now.faces.every(({ twiceArea }) => twiceArea > 0)
  );
}
