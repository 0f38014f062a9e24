import type { Span } from "./cell-walk.ts";
import type { Outcome } from "./change.ts";
import { toEdge } from "./edge.ts";
import { isNodeKey } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import type { OuterRule } from "./outer-rule.ts";
import { edgesAt, findEdge } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { isRefusal } from "./refusal.ts";
import { replaceEdges } from "./replace-edges.ts";
import { refuseSwept } from "./swept.ts";

/** Which edge to draw aside, and where its new node goes. */
export type BendPlan = { readonly edge: Span; readonly to: NodeKey; readonly outer?: OuterRule };

/** Draws an edge aside by a new node, in one step (R9): the reverse of `deleteNode`, under the checks of a move. */
export function bendEdge(partition: Partition, { edge: ends, to, outer = "fixed" }: BendPlan): Outcome {
  const edge = findEdge(partition, ends);
  if (!edge) return { refused: "edge-unknown", at: ends.a };
  if (!isNodeKey(to)) return { refused: "bad-coordinate" };
  if (edgesAt(partition, to).length > 0) return { refused: "on-node", at: to };
  const added = [toEdge({ ...edge, b: to }), toEdge({ ...edge, a: to })];
  const change = replaceEdges(partition, { removed: [edge], added, outer });
  if (isRefusal(change)) return change;
  return refuseSwept(partition, { from: edge.a, to, neighbours: [edge.b] }) ?? change;
}
