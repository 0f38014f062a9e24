import {
  assignFace,
  deleteNode,
  edgesAt,
  edgesOf,
  findSharedArc,
  insertNode,
  listOwners,
  mergeOwners,
  moveNode,
  nodeAt,
  reshapeArc,
  splitOwner,
  transferArea,
  translateArc,
  xOf,
  yOf,
} from "../src/partition/index.ts";
import type { Edge, NodeKey, Outcome, Partition } from "../src/partition/index.ts";
import type { Random } from "./random.ts";

/** Edits that a fuzz test draws from. */
export const EDITS = [
  "split",
  "merge",
  "move",
  "insert",
  "delete",
  "reshape",
  "translate",
  "transfer",
  "assign",
] as const;

/** The name of an edit. */
export type EditName = (typeof EDITS)[number];

/** How a random edit is drawn: `degenerate` prefers node to node, along edges, strips and moves of a few units. */
export type EditStyle = "degenerate" | "ordinary";

/** One edit drawn at random. */
export type Draw = {
  readonly random: Random;
  readonly style: EditStyle;
  /** A number that no owner has. */
  readonly newOwner: number;
  /** Owners to draw from. */
  readonly owners: readonly number[];
};

type Maker = (partition: Partition, draw: Draw) => Outcome;

const at = (node: NodeKey, dx: number, dy: number): NodeKey => nodeAt(xOf(node) + dx, yOf(node) + dy);

function anyEdge(partition: Partition, { random, owners }: Draw): Edge {
  return random.pick(edgesOf(partition, random.pick(owners)));
}

function anyNodes(partition: Partition, owner: number, { random }: Draw): [NodeKey, NodeKey] {
  const nodes = edgesOf(partition, owner).flatMap(({ a, b }) => [a, b]);
  return [random.pick(nodes), random.pick(nodes)];
}

/** A wiggle: a few units when degenerate, a tenth of a cell otherwise. */
const wiggle = ({ random, style }: Draw): number =>
  style === "degenerate" ? random.integer(-3, 3) : random.integer(-900, 900);

function between(from: NodeKey, to: NodeKey, draw: Draw): NodeKey {
  const share = draw.random.integer(1, 9) / 10;
  const x = Math.round(xOf(from) + share * (xOf(to) - xOf(from)));
  const y = Math.round(yOf(from) + share * (yOf(to) - yOf(from)));
  return nodeAt(x + wiggle(draw), y + wiggle(draw));
}

const split: Maker = (partition, draw) => {
  const owner = draw.random.pick(draw.owners);
  const [from, to] = anyNodes(partition, owner, draw);
  const ends = draw.random.integer(0, 2) === 0 ? [from, to] : [at(from, wiggle(draw), wiggle(draw)), to];
  const inner = draw.random.integer(0, 1) === 0 ? [] : [between(from, to, draw), between(from, to, draw)];
  const line = [ends[0]!, ...inner, ends[1]!]; // two ends
  return splitOwner(partition, { owner, line, firstNewOwner: draw.newOwner });
};

const neighboursOf = ({ left, right }: Edge): [number, number] => [left, right];

const merge: Maker = (partition, draw) => {
  const [keep, absorb] = neighboursOf(anyEdge(partition, draw));
  return mergeOwners(partition, { keep, absorb });
};

const move: Maker = (partition, draw) => {
  const { a } = anyEdge(partition, draw);
  return moveNode(partition, { from: a, to: at(a, wiggle(draw), wiggle(draw)) });
};

const insert: Maker = (partition, draw) => {
  const edge = anyEdge(partition, draw);
  return insertNode(partition, { edge, near: between(edge.a, edge.b, draw) });
};

const remove: Maker = (partition, draw) => deleteNode(partition, { node: anyEdge(partition, draw).b });

const reshape: Maker = (partition, draw) => {
  const edge = anyEdge(partition, draw);
  const [from = edge.a, ...rest] = findSharedArc(partition, edge)?.path ?? [];
  const to = rest.at(-1) ?? edge.b;
  const path = [from, between(from, to, draw), between(from, to, draw), to];
  return reshapeArc(partition, { edge, path: draw.random.integer(0, 1) === 0 ? path : path.toReversed() });
};

const translate: Maker = (partition, draw) =>
  translateArc(partition, { edge: anyEdge(partition, draw), by: [wiggle(draw), wiggle(draw)] });

const transfer: Maker = (partition, draw) => {
  const edge = anyEdge(partition, draw);
  const [one, other] = neighboursOf(edge);
  const size = draw.style === "degenerate" ? draw.random.pick([2, 5, 40]) : draw.random.integer(300, 5000);
  const [w, h] = [draw.random.integer(1, size), draw.random.integer(1, size)];
  const middle = between(edge.a, edge.b, draw);
  const ring = [at(middle, -w, -h), at(middle, w, -h), at(middle, w, h), at(middle, -w, h)];
  const along = edgesAt(partition, edge.b).flatMap((next) => [next.a, next.b]);
  const rings = [draw.random.integer(0, 3) === 0 ? [edge.a, edge.b, ...along, middle] : ring];
  return transferArea(partition, { rings, from: [other], to: one });
};

const assign: Maker = (partition, draw) => {
  const [from, to] = neighboursOf(anyEdge(partition, draw));
  const { a } = anyEdge(partition, draw);
  return assignFace(partition, { from, at: a, to });
};

const MAKERS: Record<EditName, Maker> = {
  split,
  merge,
  move,
  insert,
  delete: remove,
  reshape,
  translate,
  transfer,
  assign,
};

/** Draws one edit and tries it. */
export const randomEdit = (name: EditName, partition: Partition, draw: Omit<Draw, "owners">): Outcome =>
  MAKERS[name](partition, { ...draw, owners: listOwners(partition) });
