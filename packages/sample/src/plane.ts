/** Metres east and north of the territory's origin. */
export type Point = readonly [x: number, y: number];

/** A ring of points without the repeated last one, counter-clockwise. */
export type Ring = readonly Point[];

/** The point that lies b away from a, or so many times b. */
export const add = (a: Point, b: Point, times = 1): Point => [a[0] + b[0] * times, a[1] + b[1] * times];
/** The way from b to a. */
export const minus = (a: Point, b: Point): Point => [a[0] - b[0], a[1] - b[1]];
/** Twice the area of the triangle between two directions, positive when the second is to the left of the first. */
export const cross = (a: Point, b: Point): number => a[0] * b[1] - a[1] * b[0];
/** 0 at right angles, positive for directions less than a quarter turn apart. */
export const dot = (a: Point, b: Point): number => a[0] * b[0] + a[1] * b[1];
/** Math.hypot guards against overflow we cannot have, and is ten times slower. */
export const distance = (a: Point, b: Point): number => Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2);
/** The point at a share of the way from a to b. */
export const between = (a: Point, b: Point, t: number): Point => [
  a[0] + (b[0] - a[0]) * t,
  a[1] + (b[1] - a[1]) * t,
];
/** A direction of length 1 at an angle in radians, counter-clockwise from east. */
export const direction = (angle: number): Point => [Math.cos(angle), Math.sin(angle)];
/** Quarter turn to the left. */
export const leftOf = ([x, y]: Point): Point => [-y, x];

/** Length 1, or zero for a zero vector. */
export function unit(a: Point): Point {
  const length = Math.hypot(a[0], a[1]) || 1;
  return [a[0] / length, a[1] / length];
}

/** Calls back with every edge of a ring. */
export function eachEdge(ring: Ring, visit: (a: Point, b: Point, index: number) => void): void {
  for (let i = 0; i < ring.length; i++) visit(ring[i]!, ring[(i + 1) % ring.length]!, i); // in range
}

/** Square metres, positive for counter-clockwise rings. */
export function areaOf(ring: Ring): number {
  let twice = 0;
  eachEdge(ring, (a, b) => (twice += cross(a, b)));
  return twice / 2;
}

/** Metres around a ring. */
function perimeterOf(ring: Ring): number {
  let sum = 0;
  eachEdge(ring, (a, b) => (sum += distance(a, b)));
  return sum;
}

/** 1 for a circle, 0.785 for a square, towards 0 for slivers (Polsby-Popper). */
export const compactness = (ring: Ring): number => (4 * Math.PI * areaOf(ring)) / perimeterOf(ring) ** 2;

/** Centre of mass. */
export function centroidOf(ring: Ring): Point {
  const [ox, oy] = ring[0] ?? [0, 0];
  let twice = 0;
  let x = 0;
  let y = 0;
  eachEdge(ring, (a, b) => {
    const part = (a[0] - ox) * (b[1] - oy) - (b[0] - ox) * (a[1] - oy);
    twice += part;
    x += part * (a[0] + b[0] - 2 * ox);
    y += part * (a[1] + b[1] - 2 * oy);
  });
  return [ox + x / (3 * twice), oy + y / (3 * twice)];
}

/** Even-odd test; points on the line may go either way. */
export function isInside(p: Point, ring: Ring): boolean {
  let inside = false;
  for (let i = 0, k = ring.length - 1; i < ring.length; k = i++) {
    const a = ring[k]!; // in range
    const b = ring[i]!; // in range
    if (a[1] > p[1] === b[1] > p[1]) continue;
    if (p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
  }
  return inside;
}

/** Share along a-b (0 to 1) of the point nearest to p. */
export function nearestShare(p: Point, a: Point, b: Point): number {
  const along = minus(b, a);
  const length = dot(along, along);
  return length === 0 ? 0 : Math.min(1, Math.max(0, dot(minus(p, a), along) / length));
}

/** Metres from a point to a segment; written out, for everything asks it a million times. */
export function segmentDistance(p: Point, a: Point, b: Point): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const px = p[0] - a[0];
  const py = p[1] - a[1];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / length));
  const x = px - t * dx;
  const y = py - t * dy;
  return Math.sqrt(x * x + y * y);
}

/** Where two segments meet, as shares along each; null when they do not (parallel ones never do). */
export function meet(a: Point, b: Point, c: Point, d: Point): { s: number; t: number } | null {
  const r = minus(b, a);
  const q = minus(d, c);
  const turn = cross(r, q);
  if (turn === 0) return null;
  const s = cross(minus(c, a), q) / turn;
  const t = cross(minus(c, a), r) / turn;
  return s >= 0 && s <= 1 && t >= 0 && t <= 1 ? { s, t } : null;
}

/** Metres from a point to the nearest line of a ring. */
export function ringDistance(p: Point, ring: Ring): number {
  let nearest = Infinity;
  eachEdge(ring, (a, b) => (nearest = Math.min(nearest, segmentDistance(p, a, b))));
  return nearest;
}

/** `[west, south, east, north]` in metres. */
export function boxOf(points: Iterable<Point>): [number, number, number, number] {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** The same line with points no further apart than `step`, the given ones kept. */
export function densified(line: readonly Point[], step: number): Point[] {
  const dense: Point[] = [];
  line.forEach((a, i) => {
    const b = line[i + 1];
    const parts = b ? Math.max(1, Math.round(distance(a, b) / step)) : 1;
    for (let k = 0; k < parts; k++) dense.push(b ? between(a, b, k / parts) : a);
  });
  return dense;
}

/** The line moved sideways, positive to the left; good for gentle curves only. */
export function offsetLine(line: readonly Point[], metres: number): Point[] {
  return line.map((p, i) => {
    const along = unit(minus(line[Math.min(i + 1, line.length - 1)]!, line[Math.max(i - 1, 0)]!)); // clamped
    return add(p, leftOf(along), metres);
  });
}

/** A rectangle about a centre, `along` metres in the direction of the angle and `across` at right angles. */
export function rectangle(centre: Point, [along, across]: readonly [number, number], angle: number): Ring {
  return placed(
    [
      [-along / 2, -across / 2],
      [along / 2, -across / 2],
      [along / 2, across / 2],
      [-along / 2, across / 2],
    ],
    centre,
    angle,
  );
}

/** A shape turned by an angle and moved to a centre. */
export function placed(shape: Ring, centre: Point, angle: number): Ring {
  const [cos, sin] = direction(angle);
  return shape.map(([x, y]): Point => [centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos]);
}
