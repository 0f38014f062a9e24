/**
 * A line between two nodes with the same area all along on its left and on its right (index, -1 = outside).
 * Whole units, `[x0, y0, dx1, dy1, …]`: the first point, then differences. A closed arc ends where it began.
 */
export type Arc = { left: number; right: number; points: number[] };
