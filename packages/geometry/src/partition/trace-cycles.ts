import { orient } from "../orient.ts";
import { createPairTable } from "../pair-table.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";

/** An edge to trace: `left` and `right` say whose face lies there, null = a side that is not traced. */
export type Sided = {
  readonly a: NodeKey;
  readonly b: NodeKey;
  readonly left: number | null;
  readonly right: number | null;
};

/** A side of an edge: `2 * i` walks edge i from a to b with its left side on the left, `2 * i + 1` walks it back. */
export type HalfEdge = number;

/** A simple closed walk with the face on its left; `twiceArea` > 0 is a shell, < 0 the rim of a hole. */
export type Cycle = {
  readonly label: number;
  readonly halfEdges: readonly HalfEdge[];
  /** One after another, the first not repeated; half-edge i starts at node i. */
  readonly nodes: readonly NodeKey[];
  readonly twiceArea: number;
};

/** The traced sides of edges: `walkOf[h]` numbers the walk that half-edge h belongs to (-1 = not traced). */
export type Trace = { readonly cycles: readonly Cycle[]; readonly walkOf: Int32Array };

type Star = { start: Int32Array; outgoing: Int32Array };

/** Nodes of edges, numbered from 0: edge i runs from node `from[i]` to node `to[i]`. */
type Ends = { nodes: NodeKey[]; from: Int32Array; to: Int32Array };

function endsOf(edges: readonly Sided[]): Ends {
  const table = createPairTable(2 * edges.length);
  const nodes: NodeKey[] = [];
  const numberOf = (node: NodeKey): number => {
    const id = table.idOf(xOf(node), yOf(node));
    if (id === nodes.length) nodes.push(node);
    return id;
  };
  const [from, to] = [new Int32Array(edges.length), new Int32Array(edges.length)];
  for (const [i, { a, b }] of edges.entries()) {
    from[i] = numberOf(a);
    to[i] = numberOf(b);
  }
  return { nodes, from, to };
}

/** Half-edges that leave each node, counter-clockwise by exact angle (R5). */
function starsOf({ nodes, from, to }: Ends): Star {
  const start = new Int32Array(nodes.length + 1);
  for (const ends of [from, to]) for (const node of ends) start[node + 1]!++; // node < nodes.length
  for (let node = 0; node < nodes.length; node++) start[node + 1]! += start[node]!;
  const [next, outgoing] = [start.slice(), new Int32Array(2 * from.length)];
  for (let i = 0; i < from.length; i++) {
    outgoing[next[from[i]!]!++] = 2 * i; // i < from.length
    outgoing[next[to[i]!]!++] = 2 * i + 1;
  }
  const [xs, ys] = [Float64Array.from(nodes, xOf), Float64Array.from(nodes, yOf)];
  const endOf = (half: HalfEdge): number => (half % 2 === 0 ? to[half >> 1]! : from[half >> 1]!);
  for (let node = 0; node < nodes.length; node++) {
    if (start[node + 1]! - start[node]! < 3) continue; // two directions are in order either way
    const [x, y] = [xs[node]!, ys[node]!];
    const isLower = (end: number): boolean => ys[end]! < y || (ys[end] === y && xs[end]! < x);
    outgoing.subarray(start[node], start[node + 1]).sort((one, other) => {
      const [p, q] = [endOf(one), endOf(other)];
      if (isLower(p) !== isLower(q)) return isLower(p) ? 1 : -1;
      return -orient(x, y, xs[p]!, ys[p]!, xs[q]!, ys[q]!);
    });
  }
  return { start, outgoing };
}

/** For each half-edge the one that follows around its face: clockwise next from its way back (R5). */
function followers(ends: Ends): Int32Array {
  const { start, outgoing } = starsOf(ends);
  const next = new Int32Array(outgoing.length);
  for (let node = 0; node < ends.nodes.length; node++) {
    const [first, end] = [start[node]!, start[node + 1]!]; // node < nodes.length
    for (let i = first; i < end; i++) next[outgoing[i]! ^ 1] = outgoing[i === first ? end - 1 : i - 1]!;
  }
  return next;
}

/**
 * Walks around every face that has a label (R5). Null when a walk would have to change its label on the way: the labels
 * contradict each other, and no area can be read from them.
 */
export function traceCycles(edges: readonly Sided[]): Trace | null {
  const ends = endsOf(edges);
  const next = followers(ends);
  const walkOf = new Int32Array(2 * edges.length).fill(-1);
  const labelOf = (half: HalfEdge): number | null => {
    const edge = edges[half >> 1]!; // half < 2 * edges.length
    return half % 2 === 0 ? edge.left : edge.right;
  };
  const cycles: Cycle[] = [];
  for (let first = 0; first < next.length; first++) {
    const label = labelOf(first);
    if (label === null || walkOf[first] !== -1) continue;
    const walk: HalfEdge[] = [];
    for (let half = first; walkOf[half] === -1; half = next[half]!) {
      if (labelOf(half) !== label) return null;
      walkOf[half] = first;
      walk.push(half);
    }
    cycles.push(...simpleCycles(walk, label, ends));
  }
  return { cycles, walkOf };
}

/** Splits a walk where it comes to a node again (R5). */
function simpleCycles(walk: readonly HalfEdge[], label: number, { nodes, from, to }: Ends): Cycle[] {
  const cycles: Cycle[] = [];
  const [path, placeOf]: [HalfEdge[], Map<number, number>] = [[], new Map()];
  const startOf = (half: HalfEdge): number => (half % 2 === 0 ? from[half >> 1]! : to[half >> 1]!);
  const close = (from: number): void => {
    const halfEdges = path.splice(from);
    for (const half of halfEdges) placeOf.delete(startOf(half));
    const around = halfEdges.map((half) => nodes[startOf(half)]!); // every node of an edge is numbered
    cycles.push({ label, halfEdges, nodes: around, twiceArea: twiceAreaOf(around) });
  };
  for (const half of walk) {
    const place = placeOf.get(startOf(half));
    if (place !== undefined) close(place);
    placeOf.set(startOf(half), path.length);
    path.push(half);
  }
  close(0);
  return cycles;
}

/** Twice the signed area of a ring of nodes in square units: exact below about 0.9 degrees, and always of the right sign but for needles. */
export function twiceAreaOf(nodes: readonly NodeKey[]): number {
  const [x0, y0] = [xOf(nodes[0] ?? 0), yOf(nodes[0] ?? 0)];
  let [sum, px, py] = [0, 0, 0];
  for (const node of nodes) {
    const [x, y] = [xOf(node) - x0, yOf(node) - y0];
    sum += px * y - py * x;
    [px, py] = [x, y];
  }
  return sum;
}

/** The same of a polygon: its shell without its holes, which go the other way round. */
export const twiceAreaOfRings = (rings: readonly (readonly NodeKey[])[]): number =>
  rings.reduce((sum, ring) => sum + twiceAreaOf(ring), 0);
