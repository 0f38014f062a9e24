import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";

/**
 * Draws nodes within a tolerance of each other together (R3.2). Visits them by how often they are used, then by key: the
 * first of a cluster represents it, so that the answer does not depend on the order of the file. Returns only nodes that move.
 */
export function clusterNodes(nodes: Iterable<NodeKey>, tolerance: number): Map<NodeKey, NodeKey> {
  const uses = new Map<NodeKey, number>();
  for (const node of nodes) uses.set(node, (uses.get(node) ?? 0) + 1);
  const inOrder = [...uses].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  const size = Math.max(1, tolerance);
  const cellAt = (x: number, y: number): number => Math.floor(x / size) * 2 ** 26 + Math.floor(y / size);
  const cells = new Map<number, NodeKey[]>();
  const moved = new Map<NodeKey, NodeKey>();
  const findRepresentative = (x: number, y: number): NodeKey | undefined => {
    for (const dx of [-size, 0, size]) {
      for (const dy of [-size, 0, size]) {
        const near = cells
          .get(cellAt(x + dx, y + dy))
          ?.find((node) => Math.hypot(xOf(node) - x, yOf(node) - y) <= tolerance);
        if (near !== undefined) return near;
      }
    }
    return undefined;
  };
  for (const [node] of inOrder) {
    const [x, y] = [xOf(node), yOf(node)];
    const near = findRepresentative(x, y);
    const cell = cellAt(x, y);
    if (near !== undefined) moved.set(node, near);
    else cells.set(cell, [...(cells.get(cell) ?? []), node]);
  }
  return moved;
}
