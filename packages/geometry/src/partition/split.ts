import { snapToBorder } from "./border-snap.ts";
import type { Outcome } from "./change.ts";
import { isNodeKey } from "./node-key.ts";
import type { OuterRule } from "./outer-rule.ts";
import { overlay } from "./overlay.ts";
import type { OverlayFace } from "./overlay.ts";
import { edgesOf, hasOwner } from "./partition.ts";
import type { Partition } from "./partition.ts";
import type { Refusal } from "./refusal.ts";
import type { Path } from "./working-set.ts";

/** A cut through one owner's area. */
export type SplitPlan = {
  readonly owner: number;
  readonly line: Path;
  /** The second largest part gets this number, the next ones those after it; all must be free. */
  readonly firstNewOwner: number;
  /** Ends of the line this near to the border are taken to it; default 50 units (half a metre). */
  readonly snapUnits?: number;
  readonly outer?: OuterRule;
};

const DEFAULT_SNAP_UNITS = 50;

/** Cuts an owner's area along a line (R7). Of the parts the largest keeps the number; parts the line does not touch keep it too. */
export function splitOwner(partition: Partition, plan: SplitPlan): Outcome {
  const { owner, line, firstNewOwner, outer = "fixed" } = plan;
  if (owner <= 0 || !hasOwner(partition, owner)) return { refused: "owner-unknown", owners: [owner] };
  if (line.length < 2 || !line.every(isNodeKey)) return { refused: "bad-path" };
  const lines = [withEndsOnBorder(partition, plan)];
  return overlay(partition, { lines, owners: [owner], outer }, (faces) => {
    const cut = faces.filter(({ isCut }) => isCut).sort(largestFirst);
    if (cut.length < 2) return { refused: "line-does-not-cross", owners: [owner] };
    const newOwners = cut.map((_, i) => (i === 0 ? owner : firstNewOwner + i - 1));
    return (
      refuseUsed(partition, newOwners.slice(1)) ?? faces.map((face) => newOwners[cut.indexOf(face)] ?? owner)
    );
  });
}

/** Equal parts are told apart by their first node, so that the answer never depends on the order of edges. */
const largestFirst = (one: OverlayFace, other: OverlayFace): number =>
  other.twiceArea - one.twiceArea || Math.min(...one.rings.flat()) - Math.min(...other.rings.flat());

function refuseUsed(partition: Partition, owners: readonly number[]): Refusal | null {
  const used = owners.filter((owner) => !(owner > 0) || hasOwner(partition, owner));
  return used.length > 0 ? { refused: "owner-in-use", owners: used } : null;
}

function withEndsOnBorder(partition: Partition, { owner, line, snapUnits }: SplitPlan): Path {
  const border = edgesOf(partition, owner);
  const radius = snapUnits ?? DEFAULT_SNAP_UNITS;
  return line.map((node, i) =>
    i === 0 || i === line.length - 1 ? (snapToBorder(border, node, radius) ?? node) : node,
  );
}
