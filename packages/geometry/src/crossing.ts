import { orient } from "./orient.ts";

/*
 * Do ways along a parallel or a meridian cross an edge? An edge is four numbers of `corners` from `at`: x and y of its
 * lower end, then of its upper end. Points count as moved by a vanishing step, east and far less north (R14), so there are
 * no ties: a point on an edge lies on the side to which that step leads.
 */

/** A way from a point to the reference of its cell: west to its meridian, then south to it. */
export type Way = { x: number; y: number; toX: number; toY: number };

/** Does the way's leg along the parallel cross the edge? It does when it starts east of the edge, or on it, and ends west. */
export function crossesGoingWest(corners: Int32Array, at: number, { x, y, toX }: Way): boolean {
  const [lowY, highY] = [corners[at + 1]!, corners[at + 3]!]; // four numbers from `at`
  if (lowY > y || highY <= y) return false;
  const [lowX, highX] = [corners[at]!, corners[at + 2]!]; // four numbers from `at`
  if (x < lowX && x < highX) return false; // the whole leg lies west
  return orient(lowX, lowY, highX, highY, x, y) <= 0 && orient(lowX, lowY, highX, highY, toX, y) > 0;
}

/** Does the way's leg along the meridian cross the edge? It does when its ends lie above and below. */
export function crossesGoingSouth(corners: Int32Array, at: number, { y, toX, toY }: Way): boolean {
  if (corners[at]! > toX === corners[at + 2]! > toX) return false; // four numbers from `at`
  return isAbove(corners, at, toX, y) !== isAbove(corners, at, toX, toY);
}

function isAbove(corners: Int32Array, at: number, x: number, y: number): boolean {
  const [lowX, lowY, highX, highY] = [corners[at]!, corners[at + 1]!, corners[at + 2]!, corners[at + 3]!]; // as above
  const climbsEast = highX > lowX;
  const side = climbsEast ? orient(lowX, lowY, highX, highY, x, y) : orient(highX, highY, lowX, lowY, x, y);
  // On the edge the step east decides: it ends below an edge that climbs eastward; along a level one the hair north counts.
  return side > 0 || (side === 0 && (!climbsEast || highY === lowY));
}
