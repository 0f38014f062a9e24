import { nodeAt, xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";

/** Knows nodes by place, so that a crossing can take one that is already there (R4). */
export type NodeFinder = {
  add(node: NodeKey): void;
  /** The nearest known node within the tolerance of a place; otherwise the place rounded to a whole unit, now known. */
  nearest(x: number, y: number): NodeKey;
};

/** A finder with square cells of the tolerance: what is near lies in nine of them. */
export function createNodeFinder(tolerance: number): NodeFinder {
  const size = Math.max(1, tolerance);
  const cells = new Map<number, NodeKey[]>();
  const cellAt = (x: number, y: number): number => Math.floor(x / size) * 2 ** 26 + Math.floor(y / size);
  const add = (node: NodeKey): void => {
    const cell = cellAt(xOf(node), yOf(node));
    const nodes = cells.get(cell);
    if (!nodes) cells.set(cell, [node]);
    else if (!nodes.includes(node)) nodes.push(node);
  };
  const around = (x: number, y: number): NodeKey[] =>
    [-size, 0, size].flatMap((dx) =>
      [-size, 0, size].flatMap((dy) => cells.get(cellAt(x + dx, y + dy)) ?? []),
    );
  return {
    add,
    nearest(x, y) {
      let [best, distance] = [Number.NaN, tolerance];
      for (const node of around(x, y)) {
        const apart = Math.hypot(xOf(node) - x, yOf(node) - y);
        if (apart < distance || (apart === distance && !(node >= best))) [best, distance] = [node, apart];
      }
      if (!Number.isNaN(best)) return best;
      const rounded = nodeAt(Math.round(x), Math.round(y));
      add(rounded);
      return rounded;
    },
  };
}
