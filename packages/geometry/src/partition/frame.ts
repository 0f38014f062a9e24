import { toDegrees, toUnits } from "../coordinate.ts";
import type { LngLat } from "../coordinate.ts";
import { nodeAt, xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";

/** Where node (0, 0) lies, in whole units of 1e-7 degree. */
export type Origin = readonly [x: number, y: number];

/** Origins lie on a grid of 0.1 degree, with as much room around the data: files of one city get the same one more often. */
const ORIGIN_STEP = 1_000_000;

/** The origin for data whose south-west corner is given in whole units. */
export const originFor = (x: number, y: number): Origin => [
  (Math.floor(x / ORIGIN_STEP) - 1) * ORIGIN_STEP,
  (Math.floor(y / ORIGIN_STEP) - 1) * ORIGIN_STEP,
];

/** The node nearest to a position (R0); NaN when that is no position or out of reach of the origin. */
export const toNode = ([x, y]: Origin, [lng, lat]: LngLat): NodeKey =>
  nodeAt(toUnits(lng) - x, toUnits(lat) - y);

/** The position of a node, with at most seven decimals (R0). */
export const toLngLat = ([x, y]: Origin, node: NodeKey): LngLat => [
  toDegrees(xOf(node) + x),
  toDegrees(yOf(node) + y),
];
