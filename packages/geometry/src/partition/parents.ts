import type { AreaGeometry } from "../area.ts";
import { OUTSIDE, UNASSIGNED } from "./edge.ts";
import type { Edge } from "./edge.ts";
import type { Face } from "./faces.ts";
import { listEdges, listOwners } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { twiceAreaOfOwner } from "./owner-area.ts";
import { facesToArea } from "./to-areas.ts";
import { traceEdges } from "./trace-owners.ts";

/** The parent's number of an owner, a whole number > 0; undefined for one without parent. */
export type ParentOf = (owner: number) => number | undefined;

/** Edges between different parents, with the parents on their sides (R12); who has no parent counts as unassigned. */
export function parentEdges(partition: Partition, parentOf: ParentOf): Edge[] {
  const parentAt = (owner: number): number => (owner > 0 ? (parentOf(owner) ?? UNASSIGNED) : owner);
  return listEdges(partition)
    .map((edge) => ({ ...edge, left: parentAt(edge.left), right: parentAt(edge.right) }))
    .filter(({ left, right }) => left !== right);
}

/** The areas of parents, derived from who belongs to them and nothing else (R12), so that they tile and nest by construction. */
export function deriveParents(partition: Partition, parentOf: ParentOf): Map<number, AreaGeometry> {
  const edges = parentEdges(partition, parentOf);
  const parents = new Set(
    edges.flatMap(({ left, right }) => [left, right]).filter((parent) => parent > OUTSIDE),
  );
  const traced = traceEdges(edges, parents);
  if (!traced) throw new Error("labels of the edge table contradict each other");
  const facesOf = new Map<number, Face[]>([...parents].map((parent) => [parent, []]));
  for (const face of traced.faces) facesOf.get(face.label)?.push(face);
  return new Map([...facesOf].map(([parent, faces]) => [parent, facesToArea(partition.origin, faces)]));
}

/** Twice the areas of parents in square units: sums of their owners' (R12). */
export function twiceAreasOfParents(partition: Partition, parentOf: ParentOf): Map<number, number> {
  const sums = new Map<number, number>();
  for (const owner of listOwners(partition)) {
    const parent = parentOf(owner) ?? UNASSIGNED;
    sums.set(parent, (sums.get(parent) ?? 0) + twiceAreaOfOwner(partition, owner));
  }
  return sums;
}
