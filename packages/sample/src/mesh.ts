import {
  areaOf,
  boxOf,
  distance,
  eachEdge,
  isInside,
  meet,
  nearestShare,
  between,
  segmentDistance,
} from "./plane.ts";
import type { Point, Ring } from "./plane.ts";

/** What runs along an edge of the mesh; a border is a line on the map only. */
export type LineKind = "river" | "arterial" | "secondary" | "canal" | "lane" | "path" | "border";

/** A road or watercourse; the edges it runs along share one value of this type. */
export type Line = { readonly kind: LineKind; name: string | null };

/**
 * Faces that share nodes. Two faces that touch use the same nodes along their common line,
 * so rounding the nodes can open no gap and make no overlap.
 */
export type Mesh = {
  readonly nodes: Point[];
  /** Edges that end at the node. */
  readonly degree: number[];
  /** Counter-clockwise node loops by face. */
  readonly loops: Map<number, number[]>;
  /** The face on the left of a directed edge. */
  readonly faceOf: Map<number, number>;
  /** What runs along an undirected edge. */
  readonly lineOf: Map<number, Line>;
  nextFace: number;
};

const STRIDE = 2 ** 24;
const directed = (a: number, b: number): number => a * STRIDE + b;
const undirected = (a: number, b: number): number => (a < b ? directed(a, b) : directed(b, a));

/** The two nodes of an edge key. */
export const nodesOf = (key: number): [number, number] => [Math.floor(key / STRIDE), key % STRIDE];

/** One face inside an outline; `lineOf(i)` runs along the edge that starts at its point i. */
export function createMesh(outline: Ring, lineAt: (index: number) => Line): Mesh {
  const mesh: Mesh = {
    nodes: [],
    degree: [],
    loops: new Map(),
    faceOf: new Map(),
    lineOf: new Map(),
    nextFace: 0,
  };
  const loop = outline.map((p) => addNode(mesh, p));
  loop.forEach((a, i) => mesh.lineOf.set(undirected(a, loop[(i + 1) % loop.length]!), lineAt(i))); // in range
  addFace(mesh, loop);
  return mesh;
}

function addNode(mesh: Mesh, point: Point): number {
  mesh.degree.push(2);
  return mesh.nodes.push(point) - 1;
}

function addFace(mesh: Mesh, loop: number[]): number {
  const face = mesh.nextFace++;
  setLoop(mesh, face, loop);
  return face;
}

function setLoop(mesh: Mesh, face: number, loop: number[]): void {
  mesh.loops.set(face, loop);
  loop.forEach((a, i) => mesh.faceOf.set(directed(a, loop[(i + 1) % loop.length]!), face)); // in range
}

/** The loop of a face that exists. */
export function loopOf(mesh: Mesh, face: number): number[] {
  const loop = mesh.loops.get(face);
  if (!loop) throw new Error(`mesh: no face ${face}`);
  return loop;
}

/** The outline of a face in metres. */
export const ringOf = (mesh: Mesh, face: number): Point[] =>
  loopOf(mesh, face).map((node) => mesh.nodes[node]!);

/** What runs along an edge that exists. */
export function lineBetween(mesh: Mesh, a: number, b: number): Line {
  const line = mesh.lineOf.get(undirected(a, b));
  if (!line) throw new Error(`mesh: no edge ${a}-${b}`);
  return line;
}

/** True while the two nodes are neighbours on some face. */
export const hasEdge = (mesh: Mesh, [a, b]: readonly [number, number]): boolean =>
  mesh.lineOf.has(undirected(a, b));

/** The face across the edge a-b as seen from the face on its left; null on the outline. */
export const faceAcross = (mesh: Mesh, a: number, b: number): number | null =>
  mesh.faceOf.get(directed(b, a)) ?? null;

const isOutline = (mesh: Mesh, a: number, b: number): boolean =>
  !mesh.faceOf.has(directed(a, b)) || !mesh.faceOf.has(directed(b, a));

/** Puts a node on an edge. An outline edge takes none (its nodes are shared with a neighbour): its nearer end is used. */
function insertOnEdge(mesh: Mesh, [a, b]: readonly [number, number], point: Point): number {
  if (isOutline(mesh, a, b)) {
    return distance(point, mesh.nodes[a]!) < distance(point, mesh.nodes[b]!) ? a : b; // ends of an edge exist
  }
  const node = addNode(mesh, point);
  const line = lineBetween(mesh, a, b);
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    insertInLoop(mesh, [from, to], node);
  }
  mesh.lineOf.delete(undirected(a, b));
  mesh.lineOf.set(undirected(a, node), line).set(undirected(node, b), line);
  return node;
}

function insertInLoop(mesh: Mesh, [from, to]: readonly [number, number], node: number): void {
  const face = mesh.faceOf.get(directed(from, to))!; // both sides exist: not an outline edge
  const loop = loopOf(mesh, face);
  loop.splice(loop.indexOf(from) + 1, 0, node);
  mesh.faceOf.delete(directed(from, to));
  mesh.faceOf.set(directed(from, node), face).set(directed(node, to), face);
}

const rotated = (loop: readonly number[], first: number): number[] => {
  const at = loop.indexOf(first);
  return [...loop.slice(at), ...loop.slice(0, at)];
};

/** Splits a face along `inner` points from node a to node b of its loop; null (and no change) when the path leaves the face. */
export function splitFace(
  mesh: Mesh,
  face: number,
  cut: { from: number; to: number; inner: readonly Point[]; line: Line },
): [number, number] | null {
  const loop = rotated(loopOf(mesh, face), cut.from);
  const end = loop.indexOf(cut.to);
  if (end <= 0) return null;
  if (cut.inner.length === 0 && (end === 1 || end === loop.length - 1)) return null;
  const path = [mesh.nodes[cut.from]!, ...cut.inner, mesh.nodes[cut.to]!]; // both are in the loop
  if (!runsInside(path, ringOf(mesh, face))) return null;
  const half = halfArea(mesh, loop.slice(0, end + 1), cut.inner);
  if (Math.min(half, faceArea(mesh, face) - half) < LEAST_FACE) return null;
  const inner = cut.inner.map((p) => addNode(mesh, p));
  layLine(mesh, [cut.from, ...inner, cut.to], cut.line);
  setLoop(mesh, face, [...loop.slice(0, end + 1), ...inner.toReversed()]);
  return [face, addFace(mesh, [...loop.slice(end), cut.from, ...inner])];
}

/** Square metres below which a face would be a sliver. */
const LEAST_FACE = 300;

const halfArea = (mesh: Mesh, side: readonly number[], inner: readonly Point[]): number =>
  areaOf([...side.map((node) => mesh.nodes[node]!), ...inner.toReversed()]); // nodes exist

function layLine(mesh: Mesh, chain: readonly number[], line: Line): void {
  for (let i = 1; i < chain.length; i++) mesh.lineOf.set(undirected(chain[i - 1]!, chain[i]!), line); // in range
  for (const end of [chain[0]!, chain.at(-1)!]) mesh.degree[end]!++; // a chain has two ends
}

/** True when a path between two points of the ring touches it nowhere else and keeps clear of its corners. */
function runsInside(path: readonly Point[], ring: Ring): boolean {
  for (let i = 1; i < path.length; i++) {
    const [a, b] = [path[i - 1]!, path[i]!]; // in range
    if (!isInside(between(a, b, 0.5), ring)) return false;
    if (crossesRing(a, b, ring)) return false;
  }
  return path.slice(1, -1).every((p) => isInside(p, ring) && clearOf(p, ring));
}

const CLEARANCE_METRES = 6;
const clearOf = (p: Point, ring: Ring): boolean =>
  ring.every((a, i) => segmentDistance(p, a, ring[(i + 1) % ring.length]!) >= CLEARANCE_METRES); // in range

function crossesRing(a: Point, b: Point, ring: Ring): boolean {
  let crosses = false;
  eachEdge(ring, (c, d) => {
    const touching = a === c || a === d || b === c || b === d;
    if (!touching && meet(a, b, c, d)) crosses = true;
  });
  return crosses;
}

/** Joins a face to another one along their common line; false (and no change) when that line is not one piece. */
export function mergeFaces(mesh: Mesh, keep: number, gone: number): boolean {
  const next = new Map<number, number>();
  const shared: [number, number][] = [];
  for (const [face, other] of [
    [keep, gone],
    [gone, keep],
  ] as const) {
    const loop = loopOf(mesh, face);
    loop.forEach((a, i) => {
      const b = loop[(i + 1) % loop.length]!; // in range
      if (faceAcross(mesh, a, b) === other) shared.push([a, b]);
      else next.set(a, b);
    });
  }
  const joined = walk(next);
  if (shared.length === 0 || joined.length !== next.size) return false;
  for (const [a, b] of shared) forgetEdge(mesh, a, b);
  mesh.loops.delete(gone);
  setLoop(mesh, keep, joined);
  return true;
}

function forgetEdge(mesh: Mesh, a: number, b: number): void {
  mesh.faceOf.delete(directed(a, b));
  if (!mesh.lineOf.delete(undirected(a, b))) return; // the other direction was here before
  mesh.degree[a]!--;
  mesh.degree[b]!--;
}

function walk(next: ReadonlyMap<number, number>): number[] {
  const [start] = next.keys();
  const loop: number[] = [];
  for (let node = start; node !== undefined && loop.length <= next.size; node = next.get(node)) {
    if (node === start && loop.length > 0) break;
    loop.push(node);
  }
  return loop;
}

/** Cuts every face that a long path runs through; parts outside the outline are left out. */
export function cutAlong(mesh: Mesh, path: readonly Point[], line: Line, snapMetres = 16): void {
  const stops = crossingsOf(mesh, path)
    .map(({ at, point }) => ({ at, node: nodeNear(mesh, point, snapMetres) }))
    .filter((stop, i, all) => stop.node !== all[i - 1]?.node);
  for (let i = 1; i < stops.length; i++) {
    const [from, to] = [stops[i - 1]!, stops[i]!]; // in range
    cutBetween(mesh, { path, from, to, line });
  }
}

/** Path points nearer than this to a crossing are left out: the crossing may have moved a little to meet a node. */
const END_CLEARANCE_METRES = 36;

type Stop = { at: number; node: number };

function cutBetween(
  mesh: Mesh,
  { path, from, to, line }: { path: readonly Point[]; from: Stop; to: Stop; line: Line },
): void {
  const ends = [mesh.nodes[from.node]!, mesh.nodes[to.node]!]; // stops are nodes
  const inner = path
    .slice(Math.ceil(from.at), Math.floor(to.at) + 1)
    .filter((p) => ends.every((end) => distance(p, end) > END_CLEARANCE_METRES));
  for (const [face, loop] of mesh.loops) {
    if (!loop.includes(from.node) || !loop.includes(to.node)) continue;
    if (splitFace(mesh, face, { from: from.node, to: to.node, inner, line })) return;
  }
}

function crossingsOf(mesh: Mesh, path: readonly Point[]): { at: number; point: Point }[] {
  const found: { at: number; point: Point }[] = [];
  const box = boxOf(path);
  for (const key of mesh.lineOf.keys()) {
    const [a, b] = nodesOf(key).map((node) => mesh.nodes[node]!) as [Point, Point]; // an edge has two nodes
    if (Math.max(a[0], b[0]) < box[0] || Math.min(a[0], b[0]) > box[2]) continue;
    if (Math.max(a[1], b[1]) < box[1] || Math.min(a[1], b[1]) > box[3]) continue;
    for (let i = 1; i < path.length; i++) {
      const met = meet(path[i - 1]!, path[i]!, a, b); // in range
      if (met) found.push({ at: i - 1 + met.s, point: between(path[i - 1]!, path[i]!, met.s) }); // in range
    }
  }
  return found.sort((one, other) => one.at - other.at);
}

/** The nearest node within `snapMetres`, else a new one on the nearest edge. */
function nodeNear(mesh: Mesh, point: Point, snapMetres: number): number {
  let best = { away: Infinity, key: -1 };
  for (const key of mesh.lineOf.keys()) {
    const [a, b] = nodesOf(key);
    const away = segmentDistance(point, mesh.nodes[a]!, mesh.nodes[b]!); // nodes of an edge exist
    if (away < best.away) best = { away, key };
  }
  return nodeOnEdge(mesh, nodesOf(best.key), { point, snapMetres });
}

/** A node on the edge at the point: one of its ends when that is near enough, else a new one. */
export function nodeOnEdge(
  mesh: Mesh,
  [a, b]: readonly [number, number],
  { point, snapMetres }: { point: Point; snapMetres: number },
): number {
  const [start, end] = [mesh.nodes[a]!, mesh.nodes[b]!]; // nodes of an edge exist
  const [near, away] = distance(point, start) < distance(point, end) ? [a, start] : [b, end];
  if (distance(point, away) < snapMetres) return near;
  return insertOnEdge(mesh, [a, b], between(start, end, nearestShare(point, start, end)));
}

/** The faces that share an edge with a face, with the metres they share. */
export function neighboursOf(mesh: Mesh, face: number): Map<number, number> {
  const shared = new Map<number, number>();
  const loop = loopOf(mesh, face);
  loop.forEach((a, i) => {
    const b = loop[(i + 1) % loop.length]!; // in range
    const other = faceAcross(mesh, a, b);
    if (other === null) return;
    shared.set(other, (shared.get(other) ?? 0) + distance(mesh.nodes[a]!, mesh.nodes[b]!)); // nodes exist
  });
  return shared;
}

/** Square metres of a face. */
export const faceArea = (mesh: Mesh, face: number): number => areaOf(ringOf(mesh, face));
