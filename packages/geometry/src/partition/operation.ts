import { assignFace } from "./assign-face.ts";
import { bendEdge } from "./bend-edge.ts";
import type { Span } from "./cell-walk.ts";
import { applyChange } from "./change.ts";
import type { Outcome } from "./change.ts";
import { deleteNode } from "./delete-node.ts";
import { exchangeOwners } from "./exchange.ts";
import type { Origin } from "./frame.ts";
import { insertNode } from "./insert-node.ts";
import { mergeOwners } from "./merge.ts";
import { moveNode } from "./move-node.ts";
import { nodeAt, xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import type { OuterRule } from "./outer-rule.ts";
import type { Partition } from "./partition.ts";
import { isRefusal } from "./refusal.ts";
import type { Refusal } from "./refusal.ts";
import { reshapeArc } from "./reshape.ts";
import { splitOwner } from "./split.ts";
import { transferArea } from "./transfer.ts";

/** A place in whole units of 1e-7 degree from longitude 0 and latitude 0: the same in every partition, whatever its origin. */
export type UnitPlace = readonly [x: number, y: number];

/** An edge by its ends, in either order. */
export type UnitSpan = readonly [UnitPlace, UnitPlace];

/**
 * One edit of a plan as it is kept and sent: plain JSON that gives the same change wherever it is replayed on the same
 * partition. Owners are numbers of the partition; `rings` close by themselves.
 */
export type Operation =
  | {
      readonly kind: "split";
      readonly owner: number;
      readonly line: readonly UnitPlace[];
      readonly firstNewOwner: number;
    }
  | { readonly kind: "merge"; readonly keep: number; readonly absorb: number }
  | { readonly kind: "exchange"; readonly one: number; readonly other: number }
  | { readonly kind: "move-node"; readonly from: UnitPlace; readonly to: UnitPlace }
  | { readonly kind: "insert-node"; readonly edge: UnitSpan; readonly near: UnitPlace }
  | { readonly kind: "bend-edge"; readonly edge: UnitSpan; readonly to: UnitPlace }
  | { readonly kind: "delete-node"; readonly node: UnitPlace }
  | { readonly kind: "reshape"; readonly edge: UnitSpan; readonly path: readonly UnitPlace[] }
  | {
      readonly kind: "transfer";
      readonly rings: readonly (readonly UnitPlace[])[];
      readonly from: readonly number[];
      readonly to: number;
    }
  | { readonly kind: "assign-face"; readonly from: number; readonly at: UnitPlace; readonly to: number };

/** The name of an edit. */
export type OperationKind = Operation["kind"];

/** New nodes may bend the border of the territory by less than a unit, or no cut could end on a slanted one. */
const outer: OuterRule = "rounded";

/** The node at a place; NaN when it is out of the partition's reach or not in whole units. */
export const nodeOf = ({ origin: [x0, y0] }: { origin: Origin }, [x, y]: UnitPlace): NodeKey =>
  Number.isInteger(x) && Number.isInteger(y) ? nodeAt(x - x0, y - y0) : Number.NaN;

/** The place of a node. */
export const placeOfNode = ({ origin: [x0, y0] }: { origin: Origin }, node: NodeKey): UnitPlace => [
  xOf(node) + x0,
  yOf(node) + y0,
];

type OperationOf<Kind extends OperationKind> = Extract<Operation, { readonly kind: Kind }>;

type Appliers = {
  readonly [Kind in OperationKind]: (partition: Partition, operation: OperationOf<Kind>) => Outcome;
};

const spanOf = (partition: Partition, [a, b]: UnitSpan): Span => ({
  a: nodeOf(partition, a),
  b: nodeOf(partition, b),
});

const pathOf = (partition: Partition, places: readonly UnitPlace[]): NodeKey[] =>
  places.map((place) => nodeOf(partition, place));

const APPLIERS: Appliers = {
  split: (partition, operation) =>
    splitOwner(partition, { ...operation, line: pathOf(partition, operation.line), outer }),
  merge: mergeOwners,
  exchange: exchangeOwners,
  "move-node": (partition, { from, to }) =>
    moveNode(partition, { from: nodeOf(partition, from), to: nodeOf(partition, to), outer }),
  "insert-node": (partition, { edge, near }) =>
    insertNode(partition, { edge: spanOf(partition, edge), near: nodeOf(partition, near), outer }),
  "bend-edge": (partition, { edge, to }) =>
    bendEdge(partition, { edge: spanOf(partition, edge), to: nodeOf(partition, to), outer }),
  "delete-node": (partition, { node }) => deleteNode(partition, { node: nodeOf(partition, node), outer }),
  reshape: (partition, { edge, path }) =>
    reshapeArc(partition, { edge: spanOf(partition, edge), path: pathOf(partition, path), outer }),
  transfer: (partition, { rings, from, to }) =>
    transferArea(partition, { rings: rings.map((ring) => pathOf(partition, ring)), from, to, outer }),
  "assign-face": (partition, { from, at, to }) =>
    assignFace(partition, { from, at: nodeOf(partition, at), to }),
};

/** The change that an operation makes, or why it makes none; the partition stays as it is. */
export function applyOperation(partition: Partition, operation: Operation): Outcome {
  // The table is keyed by the kind, so the entry takes this very operation; the compiler cannot follow the pair.
  const apply = APPLIERS[operation.kind] as (partition: Partition, operation: Operation) => Outcome;
  return apply(partition, operation);
}

/** Where a log could not be followed: the number of the operation, and why. */
export type ReplayStop = { readonly index: number; readonly refusal: Refusal };

/** Follows a log from its beginning (R16); `stopped` tells which operation was the first that could not be done. */
export function replayOperations(
  start: Partition,
  operations: readonly Operation[],
): { partition: Partition; stopped: ReplayStop | null } {
  let partition = start;
  for (const [index, operation] of operations.entries()) {
    const outcome = applyOperation(partition, operation);
    const next = isRefusal(outcome) ? outcome : applyChange(partition, outcome);
    if (isRefusal(next)) return { partition, stopped: { index, refusal: next } };
    partition = next;
  }
  return { partition, stopped: null };
}
