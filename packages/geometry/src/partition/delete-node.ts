import type { Outcome } from "./change.ts";
import { leftFrom, otherEnd, toEdge } from "./edge.ts";
import type { NodeKey } from "./node-key.ts";
import type { OuterRule } from "./outer-rule.ts";
import { edgesAt, findEdge } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { isRefusal } from "./refusal.ts";
import { replaceEdges } from "./replace-edges.ts";
import { refuseSwept } from "./swept.ts";

/** Which node to take out. */
export type DeletePlan = { readonly node: NodeKey; readonly outer?: OuterRule };

/** Takes out a node where just two edges meet: a straight edge replaces them, under the same checks as a move (R9). */
export function deleteNode(partition: Partition, { node, outer = "fixed" }: DeletePlan): Outcome {
  const removed = edgesAt(partition, node);
  const [first, second] = removed;
  if (!first || !second) return { refused: "node-unknown", at: node };
  if (removed.length > 2) return { refused: "node-not-free", at: node };
  const [a, b] = [otherEnd(first, node), otherEnd(second, node)];
  if (findEdge(partition, { a, b })) return { refused: "would-collapse", at: node };
  const added = [toEdge({ a, b, left: leftFrom(second, node), right: leftFrom(first, node) })];
  const change = replaceEdges(partition, { removed, added, outer });
  if (isRefusal(change)) return change;
  return refuseSwept(partition, { from: node, to: a, neighbours: [b] }) ?? change;
}
