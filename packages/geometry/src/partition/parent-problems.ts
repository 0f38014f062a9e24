import { edgesOf, listOwners } from "./partition.ts";
import type { Partition } from "./partition.ts";
import type { ParentOf } from "./parents.ts";
import type { Problem } from "./problem.ts";

/** Owners without a parent, and parents in pieces (R13): found by walking from owner to owner across edges. */
export function parentProblems(partition: Partition, parentOf: ParentOf): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<number>();
  const piecesOf = new Map<number, number>();
  for (const owner of listOwners(partition)) {
    const at = edgesOf(partition, owner)[0]?.a ?? 0;
    const parent = parentOf(owner);
    if (parent === undefined) problems.push({ kind: "no-parent", severity: "error", owners: [owner], at });
    else if (!seen.has(owner)) {
      walkSiblings(partition, { owner, parent, parentOf, seen });
      const pieces = (piecesOf.get(parent) ?? 0) + 1;
      piecesOf.set(parent, pieces);
      if (pieces > 1) problems.push({ kind: "parent-in-pieces", severity: "warning", owners: [owner], at });
    }
  }
  return problems;
}

type SiblingWalk = { owner: number; parent: number; parentOf: ParentOf; seen: Set<number> };

function walkSiblings(partition: Partition, { owner, parent, parentOf, seen }: SiblingWalk): void {
  const waiting = [owner];
  seen.add(owner);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const { left, right } of edgesOf(partition, next)) {
      const other = left === next ? right : left;
      if (other <= 0 || seen.has(other) || parentOf(other) !== parent) continue;
      seen.add(other);
      waiting.push(other);
    }
  }
}
