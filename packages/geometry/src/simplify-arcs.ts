import type { Arc } from "./arc.ts";
import { packPoints } from "./arc.ts";

/** Points in steps, `[x0, y0, x1, y1, …]`, none twice in a row. */
function toSteps(points: readonly number[], step: number): Int32Array {
  const steps = new Int32Array(points.length);
  let [size, x, y] = [0, 0, 0];
  for (let i = 0; i + 1 < points.length; i += 2) {
    x += points[i]!; // i + 1 < length
    y += points[i + 1]!; // i + 1 < length
    const [column, row] = [Math.round(x / step), Math.round(y / step)];
    if (size > 0 && steps[size - 2] === column && steps[size - 1] === row) continue;
    steps[size++] = column;
    steps[size++] = row;
  }
  return steps.subarray(0, size);
}

/** The point between two others that is furthest from the line that joins them, and the square of its distance. */
function farthestBetween(steps: Int32Array, first: number, last: number): { point: number; square: number } {
  const [ax, ay] = [steps[2 * first]!, steps[2 * first + 1]!]; // both are points
  const [dx, dy] = [steps[2 * last]! - ax, steps[2 * last + 1]! - ay]; // as above
  const length = dx * dx + dy * dy;
  let [point, square] = [-1, -1];
  for (let at = first + 1; at < last; at++) {
    const x = steps[2 * at]! - ax; // between two points
    const y = steps[2 * at + 1]! - ay; // as above
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy) / length));
    const [awayX, awayY] = [x - along * dx, y - along * dy];
    const distance = awayX * awayX + awayY * awayY;
    if (distance > square) [point, square] = [at, distance];
  }
  return { point, square };
}

/** Which points a line needs so that none of its points is further than `tolerance` from it (Douglas and Peucker 1973). */
function neededPoints(steps: Int32Array, tolerance: number): Uint8Array {
  const count = steps.length / 2;
  const needed = new Uint8Array(count);
  needed[0] = needed[count - 1] = 1;
  const spans = [0, count - 1];
  for (let last = spans.pop(); last !== undefined; last = spans.pop()) {
    const first = spans.pop()!; // they come in twos
    const { point, square } = farthestBetween(steps, first, last);
    if (square <= tolerance * tolerance) continue;
    needed[point] = 1;
    spans.push(first, point, point, last);
  }
  return needed;
}

/**
 * Arcs on a lattice of `step` units, with only as many points as keep each arc within `tolerance` steps of its own.
 * Both ends stay and an arc is simplified once for both its sides, so neighbours never part; arcs that shrink to a
 * point are left out.
 */
export function simplifyArcs<Line extends Arc>(
  arcs: readonly Line[],
  { step, tolerance }: { step: number; tolerance: number },
): Line[] {
  return arcs.flatMap((arc) => {
    const steps = toSteps(arc.points, step);
    if (steps.length < 4) return [];
    const needed = neededPoints(steps, tolerance);
    const kept = Array.from(steps).filter((_value, i) => needed[i >> 1] === 1);
    if (kept.length === 4 && kept[0] === kept[2] && kept[1] === kept[3]) return [];
    return [{ ...arc, points: packPoints(kept.map((value) => value * step)) }];
  });
}
