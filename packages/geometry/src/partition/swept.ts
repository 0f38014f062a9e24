import { orient } from "../orient.ts";
import type { Span } from "./cell-walk.ts";
import { nodeAt, xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { edgesNear } from "./partition.ts";
import type { Partition } from "./partition.ts";
import type { Refusal } from "./refusal.ts";

/** A node on its way, and the nodes it is tied to. */
export type Sweep = {
  readonly from: NodeKey;
  readonly to: NodeKey;
  readonly neighbours: readonly NodeKey[];
};

const turn = (a: NodeKey, b: NodeKey, c: NodeKey): number =>
  orient(xOf(a), yOf(a), xOf(b), yOf(b), xOf(c), yOf(c));

/** True when a node lies strictly inside a triangle, whichever way that turns. */
function isInTriangle([a, b, c]: readonly [NodeKey, NodeKey, NodeKey], node: NodeKey): boolean {
  const turns = [turn(a, b, node), turn(b, c, node), turn(c, a, node)];
  return turns.every((t) => t > 0) || turns.every((t) => t < 0);
}

/** A span and a pad that cover the box around nodes. */
function coverOf(nodes: readonly NodeKey[]): { span: Span; pad: number } {
  const [xs, ys] = [nodes.map(xOf), nodes.map(yOf)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  const middle = Math.floor((south + north) / 2);
  return {
    span: { a: nodeAt(Math.min(...xs), middle), b: nodeAt(Math.max(...xs), middle) },
    pad: north - middle,
  };
}

/**
 * Refuses a move whose edges would sweep over another node: what is tied to it (an island, an exclave) would end up on the
 * wrong side without any edge crossing.
 */
export function refuseSwept(partition: Partition, { from, to, neighbours }: Sweep): Refusal | null {
  for (const neighbour of neighbours) {
    const { span, pad } = coverOf([from, to, neighbour]);
    for (const edge of edgesNear(partition, [span], pad)) {
      const swept = [edge.a, edge.b].find((node) => isInTriangle([from, to, neighbour], node));
      if (swept !== undefined) return { refused: "would-flip", at: swept };
    }
  }
  return null;
}
