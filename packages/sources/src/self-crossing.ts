import type { LngLat } from "@getu/geometry";
import { toDegrees, toUnits } from "@getu/geometry";
import Flatbush from "flatbush";
import type { Position } from "geojson";

type Segment = readonly [ax: number, ay: number, bx: number, by: number];

/** A place where outlines cross or run over themselves; null when they do not. Touching at a point is no crossing. */
export function findSelfCrossing(rings: readonly (readonly Position[])[]): LngLat | null {
  const segments = rings.flatMap(toSegments);
  if (segments.length === 0) return null; // Flatbush refuses zero items
  const boxes = new Flatbush(segments.length);
  for (const [ax, ay, bx, by] of segments)
    boxes.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  boxes.finish();
  for (const [at, segment] of segments.entries()) {
    const [ax, ay, bx, by] = segment;
    const nearby = boxes.search(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    const other = nearby.find((next) => next > at && cross(segment, segments[next]!)); // Flatbush numbers what was added
    if (other !== undefined) return meetingPoint(segment, segments[other]!); // other indexes segments
  }
  return null;
}

function toSegments(ring: readonly Position[]): Segment[] {
  const units = ring.map(([lng = 0, lat = 0]) => [toUnits(lng), toUnits(lat)] as const);
  return units.slice(1).map(([bx, by], at) => [...units[at]!, bx, by]); // at < length - 1
}

const orient = (ax: number, ay: number, bx: number, by: number, px: number, py: number): number =>
  Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));

function cross([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): boolean {
  const c = orient(ax, ay, bx, by, cx, cy);
  const d = orient(ax, ay, bx, by, dx, dy);
  if (c === 0 && d === 0) return overlap([ax, ay, bx, by], [cx, cy, dx, dy]);
  return c * d < 0 && orient(cx, cy, dx, dy, ax, ay) * orient(cx, cy, dx, dy, bx, by) < 0;
}

/** Segments on one line share more than a point. */
function overlap([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): boolean {
  const [a, b, c, d] = Math.abs(bx - ax) >= Math.abs(by - ay) ? [ax, bx, cx, dx] : [ay, by, cy, dy];
  return Math.min(Math.max(a, b), Math.max(c, d)) > Math.max(Math.min(a, b), Math.min(c, d));
}

function meetingPoint([ax, ay, bx, by]: Segment, [cx, cy, dx, dy]: Segment): LngLat {
  const slope = (bx - ax) * (dy - cy) - (by - ay) * (dx - cx);
  const share = slope === 0 ? 0 : ((cx - ax) * (dy - cy) - (cy - ay) * (dx - cx)) / slope;
  const along = (from: number, to: number): number => toDegrees(Math.round(from + share * (to - from)));
  return [along(ax, bx), along(ay, by)];
}
