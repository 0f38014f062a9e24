import { createPairTable } from "../pair-table.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import type { OwnedPolygon } from "./problem.ts";

/** A side of an edge that one owner claims: the owner lies on the left of `a`→`b`. */
export type Claim = { readonly a: NodeKey; readonly b: NodeKey; readonly owner: number };

/** Sides without a claim across, and sides that were claimed before. */
export type Pairing = { readonly unpaired: readonly Claim[]; readonly doubled: readonly Claim[] };

/** Nobody's side; owners are > 0. */
const NOBODY = 0;

/** R13: in a tiling each side of an edge is claimed once, and across each inner edge somebody claims the other side. */
export function pairHalfEdges(polygons: readonly OwnedPolygon[]): Pairing {
  const rings = polygons.flatMap(({ owner, rings }) => rings.map((nodes) => ({ owner, nodes })));
  const size = rings.reduce((sum, { nodes }) => sum + nodes.length, 0);
  const places = createPairTable(size);
  const nodes = new Float64Array(size);
  const idOf = (node: NodeKey): number => {
    const id = places.idOf(xOf(node), yOf(node));
    nodes[id] = node;
    return id;
  };
  const table = createPairTable(size);
  const [low, high] = [new Int32Array(size), new Int32Array(size)];
  const [upward, downward] = [new Int32Array(size), new Int32Array(size)];
  const doubled: Claim[] = [];
  for (const { owner, nodes: ring } of rings) {
    let from = idOf(ring.at(-1) ?? 0);
    for (const node of ring) {
      const to = idOf(node);
      const edge = table.idOf(Math.min(from, to), Math.max(from, to));
      low[edge] = Math.min(from, to);
      high[edge] = Math.max(from, to);
      const side = from < to ? upward : downward;
      if (side[edge] === NOBODY) side[edge] = owner;
      else doubled.push({ a: nodes[from]!, b: node, owner }); // every id has its node
      from = to;
    }
  }
  const unpaired: Claim[] = [];
  for (let edge = 0; edge < table.size; edge++) {
    const [a, b, up, down] = [nodes[low[edge]!]!, nodes[high[edge]!]!, upward[edge]!, downward[edge]!]; // edge < size
    if (down === NOBODY) unpaired.push({ a, b, owner: up });
    else if (up === NOBODY) unpaired.push({ a: b, b: a, owner: down });
  }
  return { unpaired, doubled };
}
