import { applyChange } from "./change.ts";
import type { Change, Outcome, Warning } from "./change.ts";
import { OUTSIDE } from "./edge.ts";
import { isNodeKey } from "./node-key.ts";
import type { OuterRule } from "./outer-rule.ts";
import { overlay } from "./overlay.ts";
import { hasOwner } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { isRefusal } from "./refusal.ts";
import { traceOwners } from "./trace-owners.ts";
import type { Path } from "./working-set.ts";

/** What goes to whom. */
export type TransferPlan = {
  /** Rings, closed by themselves; an area inside an odd number of them is transferred. */
  readonly rings: readonly Path[];
  /** Who gives; may be the unassigned, not the outside. */
  readonly from: readonly number[];
  readonly to: number;
  readonly outer?: OuterRule;
};

/** Gives what donors have inside rings to another owner (R11), and warns when somebody comes out in pieces, holed or empty. */
export function transferArea(partition: Partition, plan: TransferPlan): Outcome {
  const { rings, from, to, outer = "fixed" } = plan;
  const owners = [...new Set([...from, to])];
  if (owners.includes(OUTSIDE) || to <= 0) return { refused: "owner-not-allowed", owners: [OUTSIDE] };
  const unknown = owners.filter((owner) => !hasOwner(partition, owner));
  if (unknown.length > 0) return { refused: "owner-unknown", owners: unknown };
  if (rings.some((ring) => ring.length < 3 || !ring.every(isNodeKey))) return { refused: "bad-path" };
  const lines = rings.map((ring) => [...ring, ...ring.slice(0, 1)]);
  const outcome = overlay(partition, { lines, owners, outer }, (faces) =>
    faces.map((face) => (face.owner !== to && face.isInsideLines() ? to : face.owner)),
  );
  if (isRefusal(outcome)) return outcome;
  if (outcome.relabels.length === 0) return { refused: "no-effect" };
  return { ...outcome, warnings: warningsOf(partition, outcome, owners) };
}

type Shape = { parts: number; holes: number };

function shapesOf(partition: Partition, owners: readonly number[]): Map<number, Shape> {
  const shapes = new Map<number, Shape>();
  for (const { label, holes } of traceOwners(partition, owners)?.faces ?? []) {
    const { parts, holes: before } = shapes.get(label) ?? { parts: 0, holes: 0 };
    shapes.set(label, { parts: parts + 1, holes: before + holes.length });
  }
  return shapes;
}

/** What a change did to the shape of owners: new pieces, new islands inside, nothing left. */
function warningsOf(partition: Partition, change: Change, owners: readonly number[]): Warning[] {
  const after = applyChange(partition, change);
  if (isRefusal(after)) return [];
  const [before, now] = [shapesOf(partition, owners), shapesOf(after, owners)];
  return owners.flatMap((owner): Warning[] => {
    const [old, shape] = [before.get(owner) ?? { parts: 0, holes: 0 }, now.get(owner)];
    if (!shape) return old.parts > 0 && owner > 0 ? [{ kind: "vanished", owner }] : [];
    const multipart: Warning[] = shape.parts > Math.max(1, old.parts) ? [{ kind: "multipart", owner }] : [];
    return shape.holes > old.holes ? [...multipart, { kind: "island", owner }] : multipart;
  });
}
