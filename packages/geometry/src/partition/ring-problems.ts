import Flatbush from "flatbush";
import { orient } from "../orient.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import type { OwnedPolygon, Problem } from "./problem.ts";
import { holdsMidpoint } from "./ring-holds.ts";

/** Below this many edges comparing all pairs is faster than an index (measured: 2,000 cells of 30 edges in 10 ms). */
const INDEX_FROM = 100;

/** Segments of a polygon as columns: comparing pairs is most of a validation, and reading objects doubled its time. */
type Segments = {
  count: number;
  ax: Float64Array;
  ay: Float64Array;
  bx: Float64Array;
  by: Float64Array;
  from: Float64Array;
  to: Float64Array;
};

function segmentsOf(rings: OwnedPolygon["rings"]): Segments {
  const count = rings.reduce((sum, ring) => sum + ring.length, 0);
  const column = (): Float64Array => new Float64Array(count);
  const segments = {
    count,
    ax: column(),
    ay: column(),
    bx: column(),
    by: column(),
    from: column(),
    to: column(),
  };
  let i = 0;
  for (const ring of rings) {
    let before = ring.at(-1) ?? 0;
    for (const node of ring) {
      segments.from[i] = before;
      segments.ax[i] = xOf(before);
      segments.ay[i] = yOf(before);
      segments.to[i] = node;
      segments.bx[i] = xOf(node);
      segments.by[i] = yOf(node);
      before = node;
      i++;
    }
  }
  return segments;
}

/** Errors in the rings of one polygon (R13): repeated nodes, spikes, rings that cross or touch between nodes, holes outside. */
export function ringProblems({ owner, rings }: OwnedPolygon): Problem[] {
  const error = (kind: Problem["kind"], at: NodeKey): Problem => ({
    kind,
    severity: "error",
    owners: [owner],
    at,
  });
  const problems: Problem[] = [];
  for (const ring of rings) {
    const repeated = repeatedNode(ring);
    if (repeated !== undefined) problems.push(error("repeated-node", repeated));
    const spike = ring.find((node, i) => ring.at(i - 2) === node && ring.length > 2);
    if (spike !== undefined) problems.push(error("spike", spike));
  }
  const touching = findTouch(segmentsOf(rings));
  if (touching !== null) return [...problems, error("ring-touches-itself", touching)];
  const [shell = [], ...holes] = rings;
  const astray = holes.filter((hole) => !holdsMidpoint(shell, hole));
  return [...problems, ...astray.map((hole) => error("hole-outside", hole[0] ?? 0))];
}

function repeatedNode(ring: readonly NodeKey[]): NodeKey | undefined {
  const seen = new Set<NodeKey>();
  return ring.find((node) => seen.size === seen.add(node).size);
}

/** A node near which two segments meet other than end to end. */
function findTouch(segments: Segments): NodeKey | null {
  const candidates = segments.count < INDEX_FROM ? null : indexOf(segments);
  for (let i = 0; i < segments.count; i++) {
    const others = candidates?.(i);
    if (others) {
      for (const j of others) if (j > i && isTouching(segments, i, j)) return segments.from[j]!; // j < count
    } else {
      for (let j = i + 1; j < segments.count; j++) if (isTouching(segments, i, j)) return segments.from[j]!; // j < count
    }
  }
  return null;
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
