import { edgesNear, edgesOf, listOwners, OUTSIDE, UNASSIGNED } from "@getu/geometry/partition";
import type { Edge, NodeKey, Partition, UnitPlace } from "@getu/geometry/partition";
import { apart, fromOrigin, nearestNode, nearestOn, placeAt } from "./reach.ts";
import type { FreePlace, Reach } from "./reach.ts";

/** What lies under the pointer: a node before an edge before the area around. */
export type Hit =
  | { readonly kind: "node"; readonly node: NodeKey }
  | { readonly kind: "edge"; readonly edge: Edge; readonly on: FreePlace }
  | { readonly kind: "area"; readonly owner: number };

/** Nodes and edges of these owners can be hit; of all when it is null. */
export type HitQuery = {
  readonly place: UnitPlace;
  readonly reach: Reach;
  readonly among: ReadonlySet<number> | null;
};

/** What a pointer means at a place. */
export function findHit(partition: Partition, { place, reach, among }: HitQuery): Hit {
  const near = edgesAround(partition, place, reach.units).filter(
    ({ left, right }) => among === null || among.has(left) || among.has(right),
  );
  const from = fromOrigin(partition, place);
  const node = nearestNodeOf(near, from, reach);
  if (node !== null) return { kind: "node", node };
  return nearestEdgeOf(near, from, reach) ?? { kind: "area", owner: ownerAt(partition, place) };
}

/** Edges that may lie within so many units of a place. */
export function edgesAround(partition: Partition, place: UnitPlace, units: number): Edge[] {
  const node = nearestNode(fromOrigin(partition, place));
  return Number.isNaN(node) ? [] : [...edgesNear(partition, [{ a: node, b: node }], units)];
}

/** The end of one of the edges that is nearest within reach; equally near ones go to the lower number. */
export function nearestNodeOf(
  edges: readonly Edge[],
  from: FreePlace,
  { units, stretch }: Reach,
): NodeKey | null {
  let [best, least]: [NodeKey | null, number] = [null, units];
  for (const node of edges.flatMap(({ a, b }) => [a, b])) {
    const distance = apart(placeAt(node), from, stretch);
    if (distance < least || (distance === least && (best === null || node < best)))
      [best, least] = [node, distance];
  }
  return best;
}

/** The nearest of the edges within reach, and the place on it. */
export function nearestEdgeOf(
  edges: readonly Edge[],
  from: FreePlace,
  { units, stretch }: Reach,
): Extract<Hit, { kind: "edge" }> | null {
  let [best, least]: [Extract<Hit, { kind: "edge" }> | null, number] = [null, units];
  for (const edge of edges) {
    const on = nearestOn(placeAt(edge.a), placeAt(edge.b), { place: from, stretch });
    const distance = apart(on, from, stretch);
    if (distance <= least) [best, least] = [{ kind: "edge", edge, on }, distance];
  }
  return best;
}

type Crossing = { readonly x: number; readonly owner: number };

/** Whose area a place lies in: for pointing only, what stands on a border is the matter of the owner rule. */
export function ownerAt(partition: Partition, place: UnitPlace): number {
  const { x, y } = fromOrigin(partition, place);
  // Looks farther and farther west until a border is met: most grids are small.
  for (let reach = partition.cellSize; ; reach *= 4) {
    const [east, west] = [nearestNode({ x, y }), nearestNode({ x: Math.max(0, x - reach), y })];
    if (Number.isNaN(east) || Number.isNaN(west)) return OUTSIDE;
    const met = lastCrossing(edgesNear(partition, [{ a: west, b: east }], 1), { x, y });
    if (met && met.x >= x - reach) return met.owner;
    if (reach >= x) return OUTSIDE;
  }
}

/** The last border that somebody walking east meets before a place, and who lies behind it. */
function lastCrossing(edges: Iterable<Edge>, { x, y }: FreePlace): Crossing | null {
  let last: Crossing | null = null;
  for (const { a, b, left, right } of edges) {
    const [p, q] = [placeAt(a), placeAt(b)];
    if (p.y > y === q.y > y) continue;
    const crossing = p.x + ((y - p.y) / (q.y - p.y)) * (q.x - p.x);
    if (crossing <= x && (last === null || crossing > last.x))
      last = { x: crossing, owner: q.y > p.y ? right : left }; // walked northwards, the east lies on the right
  }
  return last;
}

/** Owners across the border of an owner, without the outside, ascending. */
export function neighboursOf(partition: Partition, owner: number): number[] {
  const across = edgesOf(partition, owner).map(({ left, right }) => (left === owner ? right : left));
  return [...new Set(across)].filter((other) => other !== OUTSIDE).sort((a, b) => a - b);
}

/** For each owner its neighbours. */
export const adjacencyOf = (partition: Partition): Map<number, readonly number[]> =>
  new Map(
    listOwners(partition).map((owner) => [
      owner,
      neighboursOf(partition, owner).filter((other) => other !== UNASSIGNED),
    ]),
  );
