import Flatbush from "flatbush";
import { orient } from "../orient.ts";
import type { Span } from "./cell-walk.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { createNodeFinder } from "./node-finder.ts";
import type { NodeFinder } from "./node-finder.ts";

/** A span between nodes that touches others at its ends only. `sources` are the spans it is part of: i, or ~i where it runs against span i. */
export type Piece = Span & { readonly sources: readonly number[] };

/** Edits leave at least this much room between a node and an edge, in units: floats that draw them see no touch. */
export const EDIT_TOLERANCE = 0.75;

/** Real data settles in two to six rounds. */
const MAX_ROUNDS = 30;

type Working = { ax: number; ay: number; bx: number; by: number; piece: Piece };

const toWorking = (piece: Piece): Working => ({
  ax: xOf(piece.a),
  ay: yOf(piece.a),
  bx: xOf(piece.b),
  by: yOf(piece.b),
  piece,
});

/**
 * R4, iterated snap rounding: cuts spans at nodes within `tolerance` of their inside and at crossings (rounded to a whole
 * unit, or to a node that near) until nothing is left to cut. Null when that does not settle, or a round makes more than
 * `mostCuts` cuts.
 */
export function nodeSpans(spans: readonly Span[], tolerance: number, mostCuts = Infinity): Piece[] | null {
  const finder = createNodeFinder(tolerance);
  const pieces = new Map<NodeKey, Map<NodeKey, Piece>>();
  let fresh: Piece[] = [];
  for (const [i, { a, b }] of spans.entries()) {
    finder.add(a);
    finder.add(b);
    fresh.push(...addPiece(pieces, { a, b, sources: [i] }));
  }
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const cuts = findCuts(pieces, new Set(fresh), { finder, tolerance, mostCuts });
    if (!cuts) return null;
    if (cuts.size === 0) return [...pieces.values()].flatMap((byEnd) => [...byEnd.values()]);
    fresh = [];
    for (const piece of cuts.keys()) pieces.get(piece.a)?.delete(piece.b);
    for (const [piece, at] of cuts)
      for (const part of splitAt(piece, [...at])) fresh.push(...addPiece(pieces, part));
  }
  return null;
}

/** Puts a piece in its one form `a < b`; equal pieces become one with the sources of both. Returns what is new. */
function addPiece(pieces: Map<NodeKey, Map<NodeKey, Piece>>, { a, b, sources }: Piece): Piece[] {
  if (a === b) return [];
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const turned = a < b ? sources : sources.map((source) => ~source);
  const byEnd = pieces.get(low) ?? new Map<NodeKey, Piece>();
  pieces.set(low, byEnd);
  const known = byEnd.get(high);
  const piece = { a: low, b: high, sources: known ? [...known.sources, ...turned] : turned };
  byEnd.set(high, piece);
  return [piece]; // one that gained sources is looked at again: its old object is no longer in the table
}

type Snap = { readonly finder: NodeFinder; readonly tolerance: number };

type Cuts = { readonly at: Map<Piece, Set<NodeKey>>; count: number };

/** Where pieces must be cut; of two pieces at least one is fresh, the others were compared before. Null: in too many places. */
function findCuts(
  pieces: ReadonlyMap<NodeKey, ReadonlyMap<NodeKey, Piece>>,
  fresh: ReadonlySet<Piece>,
  { mostCuts, ...snap }: Snap & { readonly mostCuts: number },
): Cuts["at"] | null {
  const cuts: Cuts = { at: new Map(), count: 0 };
  const all = [...pieces.values()].flatMap((byEnd) => [...byEnd.values()].map(toWorking));
  if (all.length === 0) return cuts.at; // Flatbush refuses zero items
  const boxes = new Flatbush(all.length);
  for (const { ax, ay, bx, by } of all)
    boxes.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  boxes.finish();
  const pad = snap.tolerance;
  for (const [i, one] of all.entries()) {
    if (!fresh.has(one.piece)) continue;
    const { ax, ay, bx, by } = one;
    const box = [
      Math.min(ax, bx) - pad,
      Math.min(ay, by) - pad,
      Math.max(ax, bx) + pad,
      Math.max(ay, by) + pad,
    ] as const;
    for (const j of boxes.search(...box)) {
      const other = all[j]!; // j numbers `all`
      if (j !== i && !(j < i && fresh.has(other.piece))) comparePair(one, other, { ...snap, cuts });
    }
    if (cuts.count > mostCuts) return null;
  }
  return cuts.at;
}

function comparePair(one: Working, other: Working, { finder, tolerance, cuts }: Snap & { cuts: Cuts }): void {
  const cut = ({ piece }: Working, node: NodeKey): void => {
    if (node === piece.a || node === piece.b) return;
    cuts.at.set(piece, (cuts.at.get(piece) ?? new Set()).add(node));
    cuts.count++;
  };
  let isSnapped = false;
  const snapEndsOf = (from: Working, to: Working): void => {
    for (const node of [from.piece.a, from.piece.b]) {
      if (!isBeside(to, xOf(node), yOf(node), tolerance)) continue;
      cut(to, node);
      isSnapped = true;
    }
  };
  snapEndsOf(one, other);
  snapEndsOf(other, one);
  if (isSnapped || !isCrossing(one, other)) return; // what a snap leaves crossing is found in the next round
  const node = finder.nearest(...crossingOf(one, other));
  cut(one, node);
  cut(other, node);
}

/** True when a point projects strictly inside a piece and lies within the tolerance of it. */
function isBeside({ ax, ay, bx, by }: Working, x: number, y: number, tolerance: number): boolean {
  const [dx, dy, px, py] = [bx - ax, by - ay, x - ax, y - ay];
  const length2 = dx * dx + dy * dy;
  const along = px * dx + py * dy;
  if (along <= 0 || along >= length2) return false;
  const cross = dx * py - dy * px;
  return cross * cross <= tolerance * tolerance * length2;
}

/** True when the insides of two pieces cross in one point; exact. */
function isCrossing(one: Working, other: Working): boolean {
  const c = orient(one.ax, one.ay, one.bx, one.by, other.ax, other.ay);
  const d = orient(one.ax, one.ay, one.bx, one.by, other.bx, other.by);
  if (c === 0 || d === 0 || c > 0 === d > 0) return false;
  const a = orient(other.ax, other.ay, other.bx, other.by, one.ax, one.ay);
  const b = orient(other.ax, other.ay, other.bx, other.by, one.bx, one.by);
  return a !== 0 && b !== 0 && a > 0 !== b > 0;
}

function crossingOf(one: Working, other: Working): [x: number, y: number] {
  const [dx, dy, ex, ey] = [one.bx - one.ax, one.by - one.ay, other.bx - other.ax, other.by - other.ay];
  const share = ((other.ax - one.ax) * ey - (other.ay - one.ay) * ex) / (dx * ey - dy * ex);
  return [one.ax + share * dx, one.ay + share * dy];
}

function splitAt(piece: Piece, nodes: readonly NodeKey[]): Piece[] {
  const { ax, ay, bx, by } = toWorking(piece);
  const along = (node: NodeKey): number => (xOf(node) - ax) * (bx - ax) + (yOf(node) - ay) * (by - ay);
  const inOrder = nodes
    .map((node) => ({ node, at: along(node) }))
    .sort((p, q) => p.at - q.at || p.node - q.node);
  const path = [piece.a, ...inOrder.map(({ node }) => node), piece.b];
  return path.slice(1).map((node, i) => ({ a: path[i]!, b: node, sources: piece.sources })); // path is one longer
}
