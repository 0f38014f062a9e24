import { cellsAlong } from "./cell-walk.ts";
import type { Span } from "./cell-walk.ts";
import { isSameEdge } from "./edge.ts";
import type { Edge } from "./edge.ts";
import type { Origin } from "./frame.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { isNearSpan } from "./near-span.ts";
import { createShardedMap, entriesOf, valueAt, withValues } from "./sharded-map.ts";
import type { ShardedMap } from "./sharded-map.ts";

type EdgeLists = ShardedMap<readonly Edge[]>;

/**
 * A tiling of a territory as a labelled edge table (R1): every edge once, with the owner on each side. Immutable: an edit
 * gives a new table that shares what did not change.
 */
export type Partition = {
  /** Where node (0, 0) lies, in whole units of 1e-7 degree; two versions can be compared when it is the same. */
  readonly origin: Origin;
  /** Side of a cell of the edge hash in units. */
  readonly cellSize: number;
  readonly byNode: EdgeLists;
  readonly byOwner: EdgeLists;
  readonly byCell: EdgeLists;
};

const SMALLEST_CELL = 4096;

/** Long edges want large cells: a county's border must not be listed in thousands of them. */
function cellSizeFor(edges: readonly Edge[]): number {
  let reach = 0;
  for (const { a, b } of edges) reach += Math.max(Math.abs(xOf(b) - xOf(a)), Math.abs(yOf(b) - yOf(a)));
  const mean = reach / Math.max(1, edges.length);
  return Math.max(SMALLEST_CELL, 2 ** Math.ceil(Math.log2(2 * Math.max(1, mean))));
}

/** A partition of these edges, each in its one form. */
export function createPartition(origin: Origin, edges: readonly Edge[]): Partition {
  const empty: Partition = {
    origin,
    cellSize: cellSizeFor(edges),
    byNode: createShardedMap(edges.length),
    byOwner: createShardedMap(edges.length / 16),
    byCell: createShardedMap(edges.length / 2),
  };
  const partition = withEdges(empty, { removed: [], added: edges });
  if (!partition) throw new Error("an edge is listed twice");
  return partition;
}

/** Edges at a node. */
export const edgesAt = (partition: Partition, node: NodeKey): readonly Edge[] =>
  valueAt(partition.byNode, node) ?? [];

/** Edges around an owner. */
export const edgesOf = (partition: Partition, owner: number): readonly Edge[] =>
  valueAt(partition.byOwner, owner) ?? [];

/** True when the owner has any area. */
export const hasOwner = (partition: Partition, owner: number): boolean =>
  edgesOf(partition, owner).length > 0;

/** The edge between two nodes. */
export const findEdge = (partition: Partition, { a, b }: Span): Edge | null =>
  edgesAt(partition, Math.min(a, b)).find((edge) => edge.b === Math.max(a, b)) ?? null;

/** Owners of areas, without the outside and the unassigned, ascending. */
export function listOwners(partition: Partition): number[] {
  const owners: number[] = [];
  for (const [owner] of entriesOf(partition.byOwner)) if (owner > 0) owners.push(owner);
  return owners.sort((a, b) => a - b);
}

/** Every edge once, by its ends. */
export function listEdges(partition: Partition): Edge[] {
  const edges: Edge[] = [];
  for (const [node, atNode] of entriesOf(partition.byNode))
    for (const edge of atNode) if (edge.a === node) edges.push(edge);
  return edges.sort((one, other) => one.a - other.a || one.b - other.b);
}

/** Edges that come within `pad` units of one of the spans, each once. */
export function edgesNear(partition: Partition, spans: readonly Span[], pad: number): Set<Edge> {
  const found = new Set<Edge>();
  for (const span of spans) {
    for (const cell of cellsAlong(span, partition.cellSize, pad))
      for (const edge of valueAt(partition.byCell, cell) ?? [])
        if (!found.has(edge) && isNearSpan(edge, span, pad)) found.add(edge);
  }
  return found;
}

/** Takes edges out and puts others in; null when an edge to take out is not there or one to put in already is. */
export function withEdges(
  partition: Partition,
  patch: { readonly removed: readonly Edge[]; readonly added: readonly Edge[] },
): Partition | null {
  const cellsOf = (edge: Edge): readonly number[] => cellsAlong(edge, partition.cellSize, 0);
  const byNode = patched(partition.byNode, patch, ({ a, b }) => [a, b]);
  if (!byNode || patch.added.some((edge) => isDoubled(byNode, edge))) return null;
  const byOwner = patched(partition.byOwner, patch, ({ left, right }) => [left, right]);
  const byCell = patched(partition.byCell, patch, cellsOf);
  return byOwner && byCell ? { ...partition, byNode, byOwner, byCell } : null;
}

function patched(
  index: EdgeLists,
  { removed, added }: { readonly removed: readonly Edge[]; readonly added: readonly Edge[] },
  keysOf: (edge: Edge) => readonly number[],
): EdgeLists | null {
  const lists = new Map<number, Edge[]>();
  const listAt = (key: number): Edge[] => {
    const list = lists.get(key) ?? [...(valueAt(index, key) ?? [])];
    lists.set(key, list);
    return list;
  };
  for (const edge of removed) {
    for (const key of keysOf(edge)) if (!takeOut(listAt(key), edge)) return null;
  }
  for (const edge of added) {
    for (const key of keysOf(edge)) listAt(key).push(edge);
  }
  const updates = new Map<number, readonly Edge[] | null>();
  for (const [key, list] of lists) updates.set(key, list.length > 0 ? list : null);
  return withValues(index, updates);
}

const isDoubled = (byNode: EdgeLists, { a, b }: Edge): boolean =>
  (valueAt(byNode, a) ?? []).filter((edge) => edge.a === a && edge.b === b).length > 1;

function takeOut(list: Edge[], edge: Edge): boolean {
  const i = list.findIndex((candidate) => isSameEdge(candidate, edge));
  if (i >= 0) list.splice(i, 1);
  return i >= 0;
}
