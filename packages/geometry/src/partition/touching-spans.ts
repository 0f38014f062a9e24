import Flatbush from "flatbush";
import { orient } from "../orient.ts";
import type { Span } from "./cell-walk.ts";
import { xOf, yOf } from "./node-key.ts";

/** Below this many edges comparing all pairs is faster than an index (measured: 2,000 cells of 30 edges in 10 ms). */
const INDEX_FROM = 100;

/** Spans as columns: comparing pairs is most of a validation, and reading objects doubled its time. */
type Segments = {
  count: number;
  ax: Float64Array;
  ay: Float64Array;
  bx: Float64Array;
  by: Float64Array;
  from: Float64Array;
  to: Float64Array;
};

function segmentsOf(spans: readonly Span[]): Segments {
  const column = (): Float64Array => new Float64Array(spans.length);
  const segments: Segments = {
    count: spans.length,
    ax: column(),
    ay: column(),
    bx: column(),
    by: column(),
    from: column(),
    to: column(),
  };
  for (const [i, { a, b }] of spans.entries()) {
    segments.from[i] = a;
    segments.ax[i] = xOf(a);
    segments.ay[i] = yOf(a);
    segments.to[i] = b;
    segments.bx[i] = xOf(b);
    segments.by[i] = yOf(b);
  }
  return segments;
}

/** Two spans that meet other than end to end: that cross, touch or lie on each other; exact. Null when all are clear of each other. */
export function findTouch<Candidate extends Span>(
  spans: readonly Candidate[],
): readonly [Candidate, Candidate] | null {
  const segments = segmentsOf(spans);
  const candidates = segments.count < INDEX_FROM ? null : indexOf(segments);
  for (let i = 0; i < segments.count; i++) {
    const j = candidates
      ? (candidates(i).find((k) => k > i && isTouching(segments, i, k)) ?? -1)
      : firstTouchAfter(segments, i);
    if (j > i) return [spans[i]!, spans[j]!]; // both below the count
  }
  return null;
}

function firstTouchAfter(segments: Segments, i: number): number {
  for (let j = i + 1; j < segments.count; j++) if (isTouching(segments, i, j)) return j;
  return -1;
}

function indexOf({ count, ax, ay, bx, by }: Segments): (i: number) => number[] {
  const boxes = new Flatbush(count);
  const boxAt = (i: number): [number, number, number, number] => [
    Math.min(ax[i]!, bx[i]!), // i < count
    Math.min(ay[i]!, by[i]!),
    Math.max(ax[i]!, bx[i]!),
    Math.max(ay[i]!, by[i]!),
  ];
  for (let i = 0; i < count; i++) boxes.add(...boxAt(i));
  boxes.finish();
  return (i) => boxes.search(...boxAt(i));
}

/** True when two segments share more than an end; exact. Every index is below the count. */
function isTouching({ ax, ay, bx, by, from, to }: Segments, i: number, j: number): boolean {
  const [px, py, qx, qy] = [ax[i]!, ay[i]!, bx[i]!, by[i]!];
  const [rx, ry, sx, sy] = [ax[j]!, ay[j]!, bx[j]!, by[j]!];
  if ((rx > px && rx > qx && sx > px && sx > qx) || (rx < px && rx < qx && sx < px && sx < qx)) return false;
  if ((ry > py && ry > qy && sy > py && sy > qy) || (ry < py && ry < qy && sy < py && sy < qy)) return false;
  const [r, s] = [orient(px, py, qx, qy, rx, ry), orient(px, py, qx, qy, sx, sy)];
  if ((r > 0 && s > 0) || (r < 0 && s < 0)) return false;
  const [p, q] = [orient(rx, ry, sx, sy, px, py), orient(rx, ry, sx, sy, qx, qy)];
  if ((p > 0 && q > 0) || (p < 0 && q < 0)) return false;
  const isJoined = from[i] === to[j] || to[i] === from[j] || from[i] === from[j] || to[i] === to[j];
  if (r !== 0 || s !== 0) return !isJoined; // not in one line: they meet in one point
  return !isJoined || isFolded({ px, py, qx, qy, rx, ry, sx, sy });
}

type Pair = Record<"px" | "py" | "qx" | "qy" | "rx" | "ry" | "sx" | "sy", number>;

/** Of two segments in one line that share an end: true when they overlap, which is when their reaches do. */
function isFolded({ px, py, qx, qy, rx, ry, sx, sy }: Pair): boolean {
  const overlapX =
    Math.min(Math.max(px, qx), Math.max(rx, sx)) - Math.max(Math.min(px, qx), Math.min(rx, sx));
  const overlapY =
    Math.min(Math.max(py, qy), Math.max(ry, sy)) - Math.max(Math.min(py, qy), Math.min(ry, sy));
  return overlapX > 0 || overlapY > 0;
}
