/**
 * A line between two nodes with the same area all along on its left and on its right (index, -1 = outside).
 * Whole units, `[x0, y0, dx1, dy1, …]`: the first point, then differences. A closed arc ends where it began.
 */
export type Arc = { left: number; right: number; points: number[] };

/** The points of an arc as coordinates in whole units, `[x0, y0, x1, y1, …]`. */
export function unpackPoints(points: readonly number[]): number[] {
  let [x, y] = [0, 0];
  return points.map((step, i) => (i % 2 === 0 ? (x += step) : (y += step)));
}

/** The inverse of `unpackPoints`. */
export function packPoints(coordinates: readonly number[]): number[] {
  return coordinates.map((value, i) => (i < 2 ? value : value - coordinates[i - 2]!)); // i >= 2
}
