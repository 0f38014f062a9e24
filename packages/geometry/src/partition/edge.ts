import type { NodeKey } from "./node-key.ts";

/** Owner of everything beyond the territory. */
export const OUTSIDE = 0;

/** Owner of a gap that nobody has yet. */
export const UNASSIGNED = -1;

/**
 * One edge of the partition (R1): from node `a` to node `b`, with the owner on its left and on its right; never the same.
 * Always `a < b`, so an edge has one form only and two tables are equal when their edges are.
 */
export type Edge = {
  readonly a: NodeKey;
  readonly b: NodeKey;
  readonly left: number;
  readonly right: number;
};

/** Puts an edge into its one form. */
export const toEdge = ({ a, b, left, right }: Edge): Edge =>
  a < b ? { a, b, left, right } : { a: b, b: a, left: right, right: left };

/** True when both edges have the same ends and the same owners. */
export const isSameEdge = (one: Edge, other: Edge): boolean =>
  one.a === other.a && one.b === other.b && one.left === other.left && one.right === other.right;

/** The other end of an edge. */
export const otherEnd = (edge: Edge, node: NodeKey): NodeKey => (edge.a === node ? edge.b : edge.a);

/** The owner on the left of an edge walked away from `node`. */
export const leftFrom = (edge: Edge, node: NodeKey): number => (edge.a === node ? edge.left : edge.right);
