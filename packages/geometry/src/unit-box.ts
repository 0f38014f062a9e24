import Flatbush from "flatbush";
import type { UnitRing } from "./unit-ring.ts";

/** A box in whole units. */
export type UnitBox = readonly [west: number, south: number, east: number, north: number];

/** The smallest box around rings; `[Infinity, Infinity, -Infinity, -Infinity]` when they have no points. */
export function unitBoxOf(rings: readonly UnitRing[]): UnitBox {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      const [x, y] = [ring[i]!, ring[i + 1]!]; // i < length, which is even
      [west, south] = [Math.min(west, x), Math.min(south, y)];
      [east, north] = [Math.max(east, x), Math.max(north, y)];
    }
  }
  return [west, south, east, north];
}

/** Finds the boxes (by index, in no order) that touch a box; a box without extent in numbers is never found. */
export function createBoxFinder(boxes: readonly UnitBox[]): (box: UnitBox) => number[] {
  if (boxes.length === 0) return () => []; // Flatbush refuses zero items
  const index = new Flatbush(boxes.length);
  for (const box of boxes) index.add(...box);
  index.finish();
  return (box) => index.search(...box);
}
