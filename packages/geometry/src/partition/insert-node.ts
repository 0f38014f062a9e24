import { projectOnto } from "./border-snap.ts";
import type { Span } from "./cell-walk.ts";
import type { Outcome } from "./change.ts";
import { toEdge } from "./edge.ts";
import { isNodeKey, nodeAt } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import type { OuterRule } from "./outer-rule.ts";
import { edgesAt, findEdge } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { replaceEdges } from "./replace-edges.ts";

/** Which edge to cut, and where about. */
export type InsertPlan = { readonly edge: Span; readonly near: NodeKey; readonly outer?: OuterRule };

/** Cuts an edge at the whole unit nearest to a click (R9): both owners get the node. */
export function insertNode(partition: Partition, { edge: ends, near, outer = "fixed" }: InsertPlan): Outcome {
  const edge = findEdge(partition, ends);
  if (!edge) return { refused: "edge-unknown", at: ends.a };
  if (!isNodeKey(near)) return { refused: "bad-coordinate" };
  const { x, y } = projectOnto(edge, near);
  const node = nodeAt(Math.round(x), Math.round(y));
  if (edgesAt(partition, node).length > 0) return { refused: "on-node", at: node };
  const added = [toEdge({ ...edge, b: node }), toEdge({ ...edge, a: node })];
  return replaceEdges(partition, { removed: [edge], added, outer });
}
