/** A node is its place: `x * 2^26 + y` in whole units (1e-7 degree) from the partition's origin, a whole number below 2^53 (R0). */
export type NodeKey = number;

const ROW = 2 ** 26;

/** The partition may reach this many units east of its origin (13.4 degrees). */
const MAX_X = 2 ** 27 - 1;

/** The partition may reach this many units north of its origin (6.7 degrees). */
const MAX_Y = ROW - 1;

/** The node at a place in whole units from the origin; NaN when the place is out of reach. */
export function nodeAt(x: number, y: number): NodeKey {
  const isInReach = x >= 0 && x <= MAX_X && y >= 0 && y <= MAX_Y;
  return isInReach ? x * ROW + y : Number.NaN;
}

/** Units of a node east of the origin. */
export const xOf = (node: NodeKey): number => Math.floor(node / ROW);

/** Units of a node north of the origin. */
export const yOf = (node: NodeKey): number => node - Math.floor(node / ROW) * ROW;

/** True for a number that names a node; user input is asked this before it is used. */
export const isNodeKey = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;
