import type { Span } from "./cell-walk.ts";
import type { Outcome } from "./change.ts";
import { OUTSIDE } from "./edge.ts";
import { isNodeKey, nodeAt, xOf, yOf } from "./node-key.ts";
import type { OuterRule } from "./outer-rule.ts";
import { overlay } from "./overlay.ts";
import type { Partition } from "./partition.ts";
import { findSharedArc } from "./shared-arc.ts";
import type { SharedArc } from "./shared-arc.ts";
import type { Path } from "./working-set.ts";

/** A new course for the arc that an edge belongs to. */
export type ReshapePlan = {
  readonly edge: Span;
  /** From one end of the arc to the other, in either direction; it may follow a road. */
  readonly path: Path;
  readonly outer?: OuterRule;
};

/**
 * Lays a shared border along another path between the same ends (R10): the arc goes, both areas are one, the path cuts
 * them, and each part returns to the owner whose remaining border it carries. Refused as "path-leaves" when that does not
 * give exactly one part to each: then a transfer is meant.
 */
export function reshapeArc(partition: Partition, { edge, path, outer = "fixed" }: ReshapePlan): Outcome {
  const arc = findSharedArc(partition, edge);
  if (!arc) return { refused: "edge-unknown", at: edge.a };
  const owners = [arc.left, arc.right];
  if (owners.includes(OUTSIDE)) return { refused: "outer-fixed", at: edge.a };
  if (path.length < 2 || !path.every(isNodeKey)) return { refused: "bad-path" };
  if (!hasSameEnds(arc.path, path)) return { refused: "ends-not-on-border", owners };
  return overlay(partition, { lines: [path], owners, dissolve: arc.edges, outer }, (faces) => {
    const cut = faces.filter(({ isCut }) => isCut);
    const returned = faces.map(({ carried }) => (carried.size === 1 ? [...carried][0]! : OUTSIDE)); // size 1
    const isDone = cut.length === 2 && cut.every(({ carried }) => carried.size === 1);
    if (!isDone || returned.includes(OUTSIDE) || new Set(cut.map(({ carried }) => [...carried][0])).size < 2)
      return { refused: "path-leaves", owners };
    return returned;
  });
}

const hasSameEnds = (arc: Path, path: Path): boolean => {
  const [a, b, p, q] = [arc[0], arc.at(-1), path[0], path.at(-1)];
  return a !== b && ((a === p && b === q) || (a === q && b === p));
};

/** How far a shared border is shifted, in units. */
export type TranslatePlan = {
  readonly edge: Span;
  readonly by: readonly [x: number, y: number];
  readonly outer?: OuterRule;
};

/** Shifts the inside of a shared border; its ends stay, they belong to others too (R10). */
export function translateArc(partition: Partition, { edge, by, outer = "fixed" }: TranslatePlan): Outcome {
  const arc = findSharedArc(partition, edge);
  if (!arc) return { refused: "edge-unknown", at: edge.a };
  return reshapeArc(partition, { edge, path: shifted(arc, by), outer });
}

/** A border of one edge gets its shifted ends as inner nodes. */
function shifted({ path }: SharedArc, [dx, dy]: TranslatePlan["by"]): Path {
  const inner = path.length > 2 ? path.slice(1, -1) : path;
  const moved = inner.map((node) => nodeAt(Math.round(xOf(node) + dx), Math.round(yOf(node) + dy)));
  return [...path.slice(0, 1), ...moved, ...path.slice(-1)];
}
