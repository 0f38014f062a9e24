import type { Outcome } from "./change.ts";
import { otherEnd, toEdge } from "./edge.ts";
import { isNodeKey } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { isOuter } from "./outer-rule.ts";
import type { OuterRule } from "./outer-rule.ts";
import { edgesAt } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { isRefusal } from "./refusal.ts";
import { replaceEdges } from "./replace-edges.ts";
import { refuseSwept } from "./swept.ts";

/** From where to where a node goes. */
export type MovePlan = { readonly from: NodeKey; readonly to: NodeKey; readonly outer?: OuterRule };

/**
 * Moves a node with all its edges (R9); every owner around it follows, because the edges are theirs in common. Refused as
 * "on-node" when another node is there already (the planner may want to weld), and when an edge would cross or touch.
 */
export function moveNode(partition: Partition, { from, to, outer = "fixed" }: MovePlan): Outcome {
  const removed = edgesAt(partition, from);
  if (removed.length === 0) return { refused: "node-unknown", at: from };
  if (!isNodeKey(to)) return { refused: "bad-coordinate" };
  if (to === from) return { refused: "no-effect", at: from };
  if (outer !== "free" && removed.some(isOuter)) return { refused: "outer-fixed", at: from };
  if (edgesAt(partition, to).length > 0) return { refused: "on-node", at: to };
  const added = removed.map((edge) => toEdge(edge.a === from ? { ...edge, a: to } : { ...edge, b: to }));
  const neighbours = removed.map((edge) => otherEnd(edge, from));
  const change = replaceEdges(partition, { removed, added, outer });
  if (isRefusal(change)) return change;
  return refuseSwept(partition, { from, to, neighbours }) ?? change;
}
