import type { Span } from "./cell-walk.ts";
import { nodeAt, xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";

/** Where a node lies beside a span: how far, and the nearest place on the span. */
export function projectOnto({ a, b }: Span, node: NodeKey): { distance: number; x: number; y: number } {
  const [ax, ay, px, py] = [xOf(a), yOf(a), xOf(node), yOf(node)];
  const [dx, dy] = [xOf(b) - ax, yOf(b) - ay];
  const length2 = dx * dx + dy * dy;
  const share = length2 === 0 ? 0 : ((px - ax) * dx + (py - ay) * dy) / length2;
  const within = Math.min(1, Math.max(0, share));
  const [x, y] = [ax + within * dx, ay + within * dy];
  return { distance: Math.hypot(px - x, py - y), x, y };
}

/**
 * Takes a node to a border within `radius` units: to the nearest end of its spans when one is that near (the existing
 * node, not a copy), otherwise to the nearest place, rounded; null when the border is farther.
 */
export function snapToBorder(border: readonly Span[], node: NodeKey, radius: number): NodeKey | null {
  let [nearest, distance]: [NodeKey | null, number] = [null, radius];
  const offer = (candidate: NodeKey, apart: number): void => {
    if (apart < distance || (apart === distance && nearest === null))
      [nearest, distance] = [candidate, apart];
  };
  for (const { a, b } of border) {
    offer(a, Math.hypot(xOf(a) - xOf(node), yOf(a) - yOf(node)));
    offer(b, Math.hypot(xOf(b) - xOf(node), yOf(b) - yOf(node)));
  }
  if (nearest !== null) return nearest;
  let place: { x: number; y: number } | null = null;
  for (const span of border) {
    const { distance: apart, x, y } = projectOnto(span, node);
    if (apart <= distance) [place, distance] = [{ x, y }, apart];
  }
  return place && nodeAt(Math.round(place.x), Math.round(place.y));
}
