import type { LineKind, Mesh } from "./mesh.ts";
import { lineBetween, loopOf } from "./mesh.ts";
import type { Lane } from "./layout.ts";
import { boxOf, isInside, meet, placed, rectangle, segmentDistance } from "./plane.ts";
import type { Point, Ring } from "./plane.ts";

/** How far walls keep from the line that runs along an edge, in metres from its middle. */
const SETBACK_METRES = {
  river: 70,
  arterial: 29,
  secondary: 18,
  canal: 17,
  lane: 8.5,
  path: 6.5,
} as const satisfies Record<LineKind, number>;

/** A lane grid as a builder sees it. */
export type Plot = { ring: Ring; edges: readonly { a: Point; b: Point; setback: number }[]; taken: Ring[] };

/** The plot of a lane grid, with nothing on it. */
export function plotOf(mesh: Mesh, lane: Lane): Plot {
  const loop = loopOf(mesh, lane.face);
  const edges = loop.map((from, i) => {
    const to = loop[(i + 1) % loop.length]!; // in range
    const setback = SETBACK_METRES[lineBetween(mesh, from, to).kind];
    return { a: mesh.nodes[from]!, b: mesh.nodes[to]!, setback }; // nodes of a loop exist
  });
  return { ring: lane.ring, edges, taken: [] };
}

/** True when a footprint stands inside the plot, keeps every setback and `gap` metres from what stands already. */
export function fits(plot: Plot, footprint: Ring, gap = 0): boolean {
  if (!footprint.every((corner) => isInside(corner, plot.ring))) return false;
  for (const { a, b, setback } of plot.edges) if (apart(footprint, a, b) < setback) return false;
  return gap === 0 || plot.taken.every((other) => ringsApart(footprint, other) >= gap);
}

/** Metres between a ring and a segment, 0 when they cross. */
function apart(ring: Ring, a: Point, b: Point): number {
  let nearest = Infinity;
  for (let i = 0; i < ring.length; i++) {
    const [p, q] = [ring[i]!, ring[(i + 1) % ring.length]!]; // in range
    nearest = Math.min(nearest, segmentDistance(p, a, b), segmentDistance(a, p, q), segmentDistance(b, p, q));
    if (nearest < 1 || meet(p, q, a, b)) return 0;
  }
  return nearest;
}

function ringsApart(ring: Ring, other: Ring): number {
  const [box, far] = [boxOf(ring), boxOf(other)];
  const away = Math.max(far[0] - box[2], box[0] - far[2], far[1] - box[3], box[1] - far[3]);
  if (away > 15) return away;
  return Math.min(...other.map((p, i) => apart(ring, p, other[(i + 1) % other.length]!))); // in range
}

/** How rows of buildings are laid: all in metres. */
export type Rows = {
  /** Direction of the rows, radians from east. */
  angle: number;
  /** Lengths tried, longest first. */
  lengths: readonly number[];
  depth: number;
  /** From row to row. */
  pitch: number;
  /** Between neighbours in a row. */
  gap: number;
  /** The outline of a building of a length; a rectangle when left out. */
  shape?: (length: number) => Ring;
  /** Share of places left empty. */
  empty?: number;
};

/** Rows from south to north, as many and as long as the plot takes; what is laid is taken. */
export function layRows(plot: Plot, rows: Rows, random: { next(): number }): Ring[] {
  const turned = placed(plot.ring, [0, 0], -rows.angle);
  const [west, south, east, north] = boxOf(turned);
  const laid: Ring[] = [];
  let y = south + rows.depth / 2 + 5;
  while (y < north) {
    const row = layRow(plot, rows, { y, from: west + 4 + random.next() * 5, to: east, random });
    laid.push(...row);
    y += row.length > 0 ? rows.pitch : 4;
  }
  return laid;
}

type RowPlace = { y: number; from: number; to: number; random: { next(): number } };

function layRow(plot: Plot, rows: Rows, { y, from, to, random }: RowPlace): Ring[] {
  const row: Ring[] = [];
  for (let x = from; x < to;) {
    const found = longestAt(plot, rows, [x, y]);
    if (!found) {
      x += 4;
      continue;
    }
    if (random.next() >= (rows.empty ?? 0)) {
      row.push(found.footprint);
      plot.taken.push(found.footprint);
    }
    x += found.length + rows.gap;
  }
  return row;
}

function longestAt(plot: Plot, rows: Rows, [x, y]: Point): { footprint: Ring; length: number } | null {
  for (const length of rows.lengths) {
    const [centre] = placed([[x + length / 2, y]], [0, 0], rows.angle) as [Point];
    const footprint = rows.shape
      ? placed(rows.shape(length), centre, rows.angle)
      : rectangle(centre, [length, rows.depth], rows.angle);
    if (fits(plot, footprint)) return { footprint, length };
  }
  return null;
}
