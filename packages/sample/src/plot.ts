import type { LineKind, Mesh } from "./mesh.ts";
import { lineBetween, loopOf, nodesOf } from "./mesh.ts";
import type { LandUse } from "./land-use.ts";
import type { Lane } from "./layout.ts";
import {
  add,
  between,
  boxOf,
  distance,
  isInside,
  leftOf,
  meet,
  minus,
  placed,
  rectangle,
  segmentDistance,
  unit,
} from "./plane.ts";
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

type PlotEdge = { a: Point; b: Point; setback: number; kind: LineKind };
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

/** How rows of buildings are laid: all in metres. */
export type Rows = {
  /** Direction of the rows, radians from east. */
  angle: number;
  /** Shortest, usual and greatest length of a building. */
  lengths: readonly [least: number, usual: number, most: number];
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

/** Rows from south to north; each row fills what the plot leaves free with buildings of one length. */
export function layRows(plot: Plot, rows: Rows, random: { next(): number }): Ring[] {
  const turned = placed(plot.ring, [0, 0], -rows.angle);
  const [west, south, east, north] = boxOf(turned);
  const laid: Ring[] = [];
  let y = south + rows.depth / 2 + 5;
  while (y < north) {
    const row = freeStretches(plot, rows, { y, west, east }).flatMap((stretch) =>
      fillStretch(plot, rows, { ...stretch, y, random }),
    );
    laid.push(...row);
    y += row.length > 0 ? rows.pitch : STEP_METRES;
  }
  take(plot, laid);
  return laid;
}

const STEP_METRES = 3;

/** Between the rows and what was there before them. */
const FRONT_GAP_METRES = 7;
type Stretch = { from: number; to: number };

/** Where a row at `y` may stand, found in steps. */
function freeStretches(
  plot: Plot,
  { angle, depth }: Rows,
  { y, west, east }: { y: number; west: number; east: number },
): Stretch[] {
  const stretches: Stretch[] = [];
  let from: number | null = null;
  for (let x = west + STEP_METRES / 2; x < east; x += STEP_METRES) {
    const [centre] = placed([[x, y]], [0, 0], angle) as [Point];
    const free = fits(plot, rectangle(centre, [STEP_METRES, depth], angle), FRONT_GAP_METRES);
    if (free && from === null) from = x - STEP_METRES / 2;
    if (!free && from !== null) {
      stretches.push({ from, to: x - STEP_METRES / 2 });
      from = null;
    }
  }
  return stretches;
}

type RowPlace = Stretch & { y: number; random: { next(): number } };

function fillStretch(plot: Plot, rows: Rows, { from, to, y, random }: RowPlace): Ring[] {
  const [least, usual, most] = rows.lengths;
  const width = to - from;
  const count = Math.max(1, Math.round((width + rows.gap) / (usual + rows.gap)));
  const length = Math.min(most, (width - (count - 1) * rows.gap) / count);
  if (length < least) return [];
  const spare = count > 1 ? (width - count * length) / (count - 1) : 0;
  const laid: Ring[] = [];
  for (let i = 0; i < count; i++) {
    const x = from + length / 2 + i * (length + (count > 1 ? spare : 0));
    if (random.next() < (rows.empty ?? 0)) continue;
    const footprint = footprintAt(rows, [x, y], length);
    if (fits(plot, footprint, FRONT_GAP_METRES)) laid.push(footprint);
  }
  return laid;
}

function footprintAt({ angle, depth, shape }: Rows, at: Point, length: number): Ring {
  const [centre] = placed([at], [0, 0], angle) as [Point];
  return shape ? placed(shape(length), centre, angle) : rectangle(centre, [length, depth], angle);
}

/** Low buildings along the streets around a plot, one for each straight piece; what is laid is taken. */
export function layFronts(
  plot: Plot,
  { depth, kinds }: { depth: number; kinds: readonly LineKind[] },
): Ring[] {
  const fronts = plot.edges.filter(({ kind }) => kinds.includes(kind));
  return fronts.flatMap((edge) => {
    const whole = Math.min(46, distance(edge.a, edge.b) - 7);
    const lengths = [whole, whole - 9, whole - 18].filter((length) => length >= 13);
    const front = lengths.map((length) => frontAt(edge, length, depth)).find((ring) => fits(plot, ring, 3));
    if (!front) return [];
    take(plot, [front]);
    return [front];
  });
}

function frontAt({ a, b, setback }: PlotEdge, length: number, depth: number): Ring {
  const along = unit(minus(b, a));
  const centre = add(between(a, b, 0.5), leftOf(along), setback + depth / 2 + 0.3);
  return rectangle(centre, [length, depth], Math.atan2(along[1], along[0]));
}
