import type { LineKind, Mesh } from "./mesh.ts";
import { lineBetween, loopOf, nodesOf } from "./mesh.ts";
import type { LandUse } from "./land-use.ts";
import type { Lane } from "./layout.ts";
import { distance, isInside, meet, segmentDistance } from "./plane.ts";
import type { Point, Ring } from "./plane.ts";

/** How far walls keep from the line that runs along an edge, in metres from its middle. */
const SETBACK_METRES = {
  river: 70,
  arterial: 29,
  secondary: 18,
  canal: 17,
  lane: 8.5,
  path: 5.5,
  border: 3,
} as const satisfies Record<LineKind, number>;

/** A lane grid as a builder sees it. */
export type Plot = {
  ring: Ring;
  edges: readonly PlotEdge[];
  /** Lines outside the plot that end at one of its corners. */
  spokes: readonly PlotEdge[];
  readonly taken: Standing[];
};

/** A piece of the line around a plot, with what runs along it. */
export type PlotEdge = { a: Point; b: Point; setback: number; kind: LineKind };
type Standing = { ring: Ring; centre: Point; radius: number };

/** Marks ground as built on. */
export function take(plot: Plot, footprints: readonly Ring[]): void {
  plot.taken.push(...footprints.map((ring) => ({ ring, ...circleAround(ring) })));
}

/** Old lanes are narrow: houses stand close to them. */
const NARROW_LANE_METRES = 4.8;
const isNarrow = (use: LandUse): boolean => use === "old-town" || use === "hamlet";

/** The nodes next to each node of a mesh. */
export type Around = ReadonlyMap<number, readonly number[]>;

/** Looks up once what `plotOf` asks for every plot. */
export function aroundOf(mesh: Mesh): Around {
  const around = new Map<number, number[]>();
  const note = (from: number, to: number): void => {
    const nodes = around.get(from);
    if (nodes) nodes.push(to);
    else around.set(from, [to]);
  };
  for (const key of mesh.lineOf.keys()) {
    const [a, b] = nodesOf(key);
    note(a, b);
    note(b, a);
  }
  return around;
}

/** The plot of a lane grid, with nothing on it. Roads that only touch one of its corners keep walls away, too. */
export function plotOf(mesh: Mesh, around: Around, lane: Lane): Plot {
  const loop = loopOf(mesh, lane.face);
  const edgeAt = (from: number, to: number): PlotEdge => {
    const { kind } = lineBetween(mesh, from, to);
    const setback = kind === "lane" && isNarrow(lane.use) ? NARROW_LANE_METRES : SETBACK_METRES[kind];
    return { a: mesh.nodes[from]!, b: mesh.nodes[to]!, setback, kind }; // nodes of a loop exist
  };
  const edges = loop.map((from, i) => edgeAt(from, loop[(i + 1) % loop.length]!)); // in range
  const spokes = loop.flatMap((node, i) => {
    const [before, after] = [loop.at(i - 1), loop[(i + 1) % loop.length]];
    const others = (around.get(node) ?? []).filter((other) => other !== before && other !== after);
    return others.map((other) => edgeAt(node, other));
  });
  return { ring: lane.ring, edges, spokes, taken: [] };
}

/** True when a footprint stands inside the plot, keeps every setback and `gap` metres from ground that is taken. */
export function fits(plot: Plot, footprint: Ring, gap: number): boolean {
  const { centre, radius } = circleAround(footprint);
  const isClear = ({ a, b, setback }: PlotEdge): boolean => {
    const away = segmentDistance(centre, a, b);
    return away >= radius + setback || (away >= setback && apart(footprint, a, b) >= setback);
  };
  if (!plot.edges.every(isClear) || !plot.spokes.every(isClear)) return false;
  if (!isInside(centre, plot.ring)) return false; // far from every line and its middle inside: all of it is
  return plot.taken.every(
    (other) =>
      distance(centre, other.centre) > radius + other.radius + gap ||
      ringsApart(footprint, other.ring) >= gap,
  );
}

function circleAround(ring: Ring): { centre: Point; radius: number } {
  let x = 0;
  let y = 0;
  for (const p of ring) {
    x += p[0] / ring.length;
    y += p[1] / ring.length;
  }
  const centre: Point = [x, y];
  return { centre, radius: ring.reduce((most, p) => Math.max(most, distance(centre, p)), 0) };
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
  if (isInside(ring[0]!, other) || isInside(other[0]!, ring)) return 0; // rings have points
  return Math.min(...other.map((p, i) => apart(ring, p, other[(i + 1) % other.length]!))); // in range
}
