import { orient } from "../orient.ts";
import type { Span } from "./cell-walk.ts";
import { xOf, yOf } from "./node-key.ts";

/** True when two spans may come within `pad` units of each other: never misses, may be generous near their ends. */
export function isNearSpan(one: Span, other: Span, pad: number): boolean {
  const [ax, ay, bx, by] = [xOf(one.a), yOf(one.a), xOf(one.b), yOf(one.b)];
  const [cx, cy, dx, dy] = [xOf(other.a), yOf(other.a), xOf(other.b), yOf(other.b)];
  if (Math.max(ax, bx) + pad < Math.min(cx, dx) || Math.max(cx, dx) + pad < Math.min(ax, bx)) return false;
  if (Math.max(ay, by) + pad < Math.min(cy, dy) || Math.max(cy, dy) + pad < Math.min(ay, by)) return false;
  const reach = (pad + 1) * Math.hypot(dx - cx, dy - cy);
  const [a, b] = [orient(cx, cy, dx, dy, ax, ay), orient(cx, cy, dx, dy, bx, by)];
  return !(Math.min(a, b) > reach || Math.max(a, b) < -reach);
}
