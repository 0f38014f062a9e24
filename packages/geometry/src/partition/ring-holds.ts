import { orient } from "../orient.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";

/**
 * True when a ring holds the middle of the first span of another one. The two must not cross or share that span: then
 * this tells whether the ring holds all of it. Exact: all coordinates are doubled, so that the middle is whole.
 */
export function holdsMidpoint(ring: readonly NodeKey[], [a, b]: readonly NodeKey[]): boolean {
  if (a === undefined || b === undefined) return false;
  const [x, y] = [xOf(a) + xOf(b), yOf(a) + yOf(b)];
  let isInside = false;
  let before = ring.at(-1) ?? 0;
  for (const node of ring) {
    if (isCrossedAt(before, node, { x, y })) isInside = !isInside;
    before = node;
  }
  return isInside;
}

/** True when a ray east from a doubled point crosses the span a–b, half-open in y as in R14; exact. */
export function isCrossedAt(a: NodeKey, b: NodeKey, { x, y }: { x: number; y: number }): boolean {
  const [ay, by] = [2 * yOf(a), 2 * yOf(b)];
  if (ay > y === by > y) return false;
  const [ax, bx] = [2 * xOf(a), 2 * xOf(b)];
  return by > ay ? orient(ax, ay, bx, by, x, y) > 0 : orient(bx, by, ax, ay, x, y) > 0;
}
