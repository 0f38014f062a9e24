import { longitudeScale, METRES_PER_UNIT } from "../metric.ts";
import type { Origin } from "./frame.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";

/** How much shorter a unit east is than a unit north where a ring lies. */
export const scaleAt = (rings: readonly (readonly NodeKey[])[], [, y0]: Origin): number =>
  longitudeScale(yOf(rings[0]?.[0] ?? 0) + y0);

/** Metres around rings. */
export function perimeterMetres(rings: readonly (readonly NodeKey[])[], scale: number): number {
  let units = 0;
  for (const ring of rings) {
    let before = ring.at(-1) ?? 0;
    for (const node of ring) {
      units += Math.hypot((xOf(node) - xOf(before)) * scale, yOf(node) - yOf(before));
      before = node;
    }
  }
  return units * METRES_PER_UNIT;
}

/** Square metres of twice an area in square units. */
export const squareMetresOf = (twiceArea: number, scale: number): number =>
  (twiceArea / 2) * METRES_PER_UNIT * METRES_PER_UNIT * scale;

/** Square metres of twice an area in square units that lies at a node. */
export const squareMetresAt = (twiceArea: number, node: NodeKey, [, y0]: Origin): number =>
  squareMetresOf(twiceArea, longitudeScale(yOf(node) + y0));
