import {
  areaOf,
  between,
  compactness,
  cross,
  distance,
  dot,
  eachEdge,
  leftOf,
  minus,
  unit,
  add,
} from "./plane.ts";
import type { Point, Ring } from "./plane.ts";
import { hasEdge, loopOf, nodeOnEdge, ringOf, splitFace } from "./mesh.ts";
import type { Line, Mesh } from "./mesh.ts";
import type { Random } from "./random.ts";

/** How a face is cut into smaller ones. */
export type DivideOptions = {
  random: Random;
  /** Square metres wanted about a place. */
  targetAt(centre: Point): number;
  /** What runs along a cut through a face of that many square metres. */
  lineFor(area: number): Line;
  /** How unequal the parts may be, 0 to 0.3. */
  unevenness: number;
  /** How far cuts bend, as a share of their length. */
  bend: number;
  /** A cut is moved up to this far to meet a road on the other side. */
  meetMetres: number;
};

/** Faces about as large as wanted, by cuts across the longer way; returns all parts, the first keeps the id. */
export function divideFace(mesh: Mesh, face: number, options: DivideOptions): number[] {
  const ring = ringOf(mesh, face);
  const area = areaOf(ring);
  const target = options.targetAt(middleOf(ring));
  const parts = Math.round(area / target);
  if (parts < 2) return [face];
  const halves = cutInTwo(mesh, face, { ...options, parts, line: options.lineFor(area) });
  return halves ? halves.flatMap((half) => divideFace(mesh, half, options)) : [face];
}

const middleOf = (ring: Ring): Point => {
  let [x, y] = [0, 0];
  for (const p of ring) [x, y] = [x + p[0] / ring.length, y + p[1] / ring.length];
  return [x, y];
};

type CutOptions = DivideOptions & { parts: number; line: Line };
type CutEnd = { edge: readonly [number, number]; point: Point; node: number | null; meets: boolean };
type Cut = { ends: readonly [CutEnd, CutEnd]; score: number };

function cutInTwo(mesh: Mesh, face: number, options: CutOptions): [number, number] | null {
  const cuts = candidateCuts(mesh, face, options).sort((a, b) => b.score - a.score);
  for (const { ends } of cuts.slice(0, 12)) {
    const [from, to] = [nodeFor(mesh, ends[0]), nodeFor(mesh, ends[1])];
    if (from === null || to === null) continue;
    const halves = splitBent(mesh, face, { from, to, options });
    if (halves) return halves;
  }
  return null;
}

/** Null when an earlier attempt has already divided the edge. */
function nodeFor(mesh: Mesh, end: CutEnd): number | null {
  if (end.node !== null) return end.node;
  if (!hasEdge(mesh, end.edge)) return null;
  return nodeOnEdge(mesh, end.edge, { point: end.point, snapMetres: 8 });
}

function splitBent(
  mesh: Mesh,
  face: number,
  { from, to, options }: { from: number; to: number; options: CutOptions },
): [number, number] | null {
  const inner = bentPath(mesh.nodes[from]!, mesh.nodes[to]!, options); // nodes of the loop
  const cut = { from, to, line: options.line };
  return splitFace(mesh, face, { ...cut, inner }) ?? splitFace(mesh, face, { ...cut, inner: [] });
}

/** Points between two ends on a soft curve, none for short cuts. */
function bentPath(a: Point, b: Point, { bend, random }: CutOptions): Point[] {
  const length = distance(a, b);
  const count = Math.min(5, Math.floor(length / 60));
  const side = leftOf(unit(minus(b, a)));
  const [bow, wave] = [random.normal() * bend * length * 0.6, random.normal() * bend * length * 0.35];
  return Array.from({ length: count }, (_, i) => {
    const t = (i + 1) / (count + 1);
    const away = bow * Math.sin(Math.PI * t) + wave * Math.sin(2 * Math.PI * t);
    return add(between(a, b, t), side, away);
  });
}

function candidateCuts(mesh: Mesh, face: number, options: CutOptions): Cut[] {
  const ring = ringOf(mesh, face);
  const loop = loopOf(mesh, face);
  const { parts, random, unevenness } = options;
  const share = Math.floor(parts / 2) / parts;
  const cuts: Cut[] = [];
  for (const box of tightBoxes(ring)) {
    for (let trial = 0; trial < 5; trial++) {
      const at = (random.chance(0.5) ? share : 1 - share) + random.normal() * unevenness * 0.5;
      const cut = straightCut({ mesh, loop, ring }, box, Math.min(0.8, Math.max(0.2, at)), options);
      if (cut) cuts.push({ ...cut, score: cut.score - box.penalty });
    }
  }
  return cuts;
}

type Box = { along: Point; low: number; high: number; middle: number; penalty: number };

/** The two best ways to see a ring as a rectangle: cut across the longer side, or (rarely) the other one. */
function tightBoxes(ring: Ring): Box[] {
  let best = { area: Infinity, along: [1, 0] as Point };
  eachEdge(ring, (a, b) => {
    if (distance(a, b) < 15) return;
    const along = unit(minus(b, a));
    const [low, high] = extent(ring, along);
    const [left, right] = extent(ring, leftOf(along));
    const area = (high - low) * (right - left);
    if (area < best.area) best = { area, along };
  });
  const boxes = [best.along, leftOf(best.along)].map((along) => boxAlong(ring, along));
  const longest = Math.max(...boxes.map(({ low, high }) => high - low));
  return boxes.map((box) => ({ ...box, penalty: 0.9 * (1 - (box.high - box.low) / longest) }));
}

function boxAlong(ring: Ring, along: Point): Box {
  const [low, high] = extent(ring, along);
  const [left, right] = extent(ring, leftOf(along));
  return { along, low, high, middle: (left + right) / 2, penalty: 0 };
}

function extent(ring: Ring, along: Point): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const p of ring) {
    const at = dot(p, along);
    low = Math.min(low, at);
    high = Math.max(high, at);
  }
  return [low, high];
}

type FaceView = { mesh: Mesh; loop: readonly number[]; ring: Ring };

/** A cut at right angles to the box; null when it would not run through the middle. */
function straightCut(view: FaceView, box: Box, share: number, options: CutOptions): Cut | null {
  const across = leftOf(box.along);
  const at = box.low + (box.high - box.low) * share;
  const base: Point = [
    box.along[0] * at + across[0] * box.middle,
    box.along[1] * at + across[1] * box.middle,
  ];
  const ends = endsAcross(view, base, across);
  if (!ends) return null;
  const [from, to] = ends.map((end) => snapped(view, end, options)) as [CutEnd, CutEnd]; // two ends
  if (from.node !== null && from.node === to.node) return null;
  return scored(view, { from, to, share });
}

/** The longest stretch of a straight line inside the ring. */
function endsAcross({ loop, ring }: FaceView, base: Point, across: Point): [CutEnd, CutEnd] | null {
  const hits: { s: number; edge: readonly [number, number] }[] = [];
  eachEdge(ring, (a, b, i) => {
    const [sideA, sideB] = [cross(across, minus(a, base)), cross(across, minus(b, base))];
    if (sideA > 0 === sideB > 0) return;
    const on = between(a, b, sideA / (sideA - sideB));
    hits.push({ s: dot(minus(on, base), across), edge: [loop[i]!, loop[(i + 1) % loop.length]!] }); // in range
  });
  hits.sort((one, other) => one.s - other.s);
  let longest: [CutEnd, CutEnd] | null = null;
  let length = 0;
  for (let i = 0; i + 1 < hits.length; i += 2) {
    const [from, to] = [hits[i]!, hits[i + 1]!]; // a line enters and leaves by turns
    if (to.s - from.s <= length) continue;
    length = to.s - from.s;
    longest = [endAt(from, base, across), endAt(to, base, across)];
  }
  return longest;
}

const endAt = (hit: { s: number; edge: readonly [number, number] }, base: Point, across: Point): CutEnd => ({
  edge: hit.edge,
  point: add(base, across, hit.s),
  node: null,
  meets: false,
});

/** Moves an end to a road that arrives from the other side, or to a node so near that a stub would remain. */
function snapped({ mesh, loop, ring }: FaceView, end: CutEnd, { meetMetres }: CutOptions): CutEnd {
  let best: { node: number; away: number; meets: boolean } | null = null;
  for (let i = 0; i < loop.length; i++) {
    const away = distance(ring[i]!, end.point); // in range
    const meets = mesh.degree[loop[i]!] === 3 && isStraight(ring, i); // in range
    const reach = meets ? meetMetres : 9;
    if (away < reach && (!best || (meets && !best.meets) || (meets === best.meets && away < best.away))) {
      best = { node: loop[i]!, away, meets }; // in range
    }
  }
  return best ? { ...end, node: best.node, point: mesh.nodes[best.node]!, meets: best.meets } : end;
}

function isStraight(ring: Ring, i: number): boolean {
  const [before, here, after] = [ring.at(i - 1)!, ring[i]!, ring[(i + 1) % ring.length]!]; // in range
  return dot(unit(minus(here, before)), unit(minus(after, here))) > 0.9;
}

function scored(
  { loop, ring }: FaceView,
  { from, to, share }: { from: CutEnd; to: CutEnd; share: number },
): Cut {
  const [one, other] = halvesOf(loop, ring, [from, to]);
  const [areaOne, areaOther] = [areaOf(one), areaOf(other)];
  const part = Math.min(areaOne, areaOther) / (areaOne + areaOther);
  const shape = Math.min(compactness(one), compactness(other));
  const met = (from.meets ? 0.1 : 0) + (to.meets ? 0.1 : 0);
  return { ends: [from, to], score: shape + met - Math.abs(part - Math.min(share, 1 - share)) };
}

function halvesOf(loop: readonly number[], ring: Ring, [from, to]: readonly [CutEnd, CutEnd]): [Ring, Ring] {
  const part = (start: CutEnd, stop: CutEnd): Ring => {
    const last = stop.node === null ? loop.indexOf(stop.edge[0]) : loop.indexOf(stop.node) - 1;
    const points: Point[] = [start.point];
    let k = loop.indexOf(start.node ?? start.edge[0]);
    for (let steps = 0; steps < loop.length && k !== (last + loop.length) % loop.length; steps++) {
      k = (k + 1) % loop.length;
      points.push(ring[k]!); // in range
    }
    return [...points, stop.point];
  };
  return [part(from, to), part(to, from)];
}
