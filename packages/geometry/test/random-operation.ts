import { edgesOf, findSharedArc, listOwners, nodeAt, placeOfNode, xOf, yOf } from "../src/partition/index.ts";
import type {
  Edge,
  NodeKey,
  Operation,
  OperationKind,
  Partition,
  UnitPlace,
} from "../src/partition/index.ts";
import type { Random } from "./random.ts";

type Draw = { readonly random: Random; readonly newOwner: number };

type Place = (node: NodeKey, dx?: number, dy?: number) => UnitPlace;

type Drawn = {
  readonly random: Random;
  readonly newOwner: number;
  readonly owner: number;
  readonly edge: Edge;
  readonly place: Place;
  readonly partition: Partition;
};

const wiggle = ({ random }: Drawn): number => random.integer(-900, 900);

const nodesOf = (partition: Partition, owner: number): NodeKey[] =>
  edgesOf(partition, owner).flatMap(({ a, b }) => [a, b]);

const middleOf = ({ a, b }: Pick<Edge, "a" | "b">): NodeKey =>
  nodeAt(Math.round((xOf(a) + xOf(b)) / 2), Math.round((yOf(a) + yOf(b)) / 2));

function drawReshape(drawn: Drawn): Operation {
  const { partition, edge, place } = drawn;
  const path = findSharedArc(partition, edge)?.path ?? [edge.a, edge.b];
  const [from, to] = [path[0]!, path.at(-1)!]; // two nodes at least
  const bent = place(middleOf({ a: from, b: to }), wiggle(drawn), wiggle(drawn));
  return { kind: "reshape", edge: [place(edge.a), place(edge.b)], path: [place(from), bent, place(to)] };
}

function drawTransfer({ random, edge, place }: Drawn): Operation {
  const [w, h, middle] = [random.integer(300, 4000), random.integer(300, 4000), middleOf(edge)];
  const ring = [place(middle, -w, -h), place(middle, w, -h), place(middle, w, h), place(middle, -w, h)];
  return { kind: "transfer", rings: [ring], from: [edge.left], to: edge.right };
}

const MAKERS: Record<OperationKind, (drawn: Drawn) => Operation> = {
  split: ({ random, newOwner, owner, partition, place }) => {
    const nodes = nodesOf(partition, owner);
    const line = [place(random.pick(nodes)), place(random.pick(nodes))];
    return { kind: "split", owner, line, firstNewOwner: newOwner };
  },
  merge: ({ edge }) => ({ kind: "merge", keep: edge.left, absorb: edge.right }),
  exchange: ({ edge }) => ({ kind: "exchange", one: edge.left, other: edge.right }),
  "move-node": (drawn) => ({
    kind: "move-node",
    from: drawn.place(drawn.edge.a),
    to: drawn.place(drawn.edge.a, wiggle(drawn), wiggle(drawn)),
  }),
  "insert-node": ({ edge, place }) => ({
    kind: "insert-node",
    edge: [place(edge.a), place(edge.b)],
    near: place(middleOf(edge), 20, 30),
  }),
  "bend-edge": (drawn) => ({
    kind: "bend-edge",
    edge: [drawn.place(drawn.edge.b), drawn.place(drawn.edge.a)],
    to: drawn.place(middleOf(drawn.edge), wiggle(drawn), wiggle(drawn)),
  }),
  "delete-node": ({ edge, place }) => ({ kind: "delete-node", node: place(edge.b) }),
  reshape: drawReshape,
  transfer: drawTransfer,
  "assign-face": ({ edge, partition, place }) => ({
    kind: "assign-face",
    from: edge.left,
    at: place(nodesOf(partition, edge.left)[0] ?? edge.a),
    to: edge.right,
  }),
};

const KINDS = Object.keys(MAKERS) as OperationKind[];

/** Draws an operation of any kind near an edge drawn at random; it may well be refused. */
export function randomOperation(partition: Partition, { random, newOwner }: Draw): Operation {
  const owner = random.pick(listOwners(partition));
  const edge = random.pick(edgesOf(partition, owner));
  const place: Place = (node, dx = 0, dy = 0) => {
    const [x, y] = placeOfNode(partition, node);
    return [x + dx, y + dy];
  };
  return MAKERS[random.pick(KINDS)]({ random, newOwner, owner, edge, place, partition });
}
