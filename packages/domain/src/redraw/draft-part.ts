import { diffPartitions, isRefusal, listMovedFaces } from "@getu/geometry/partition";
import type { Partition } from "@getu/geometry/partition";
import type { Plan } from "./plan.ts";
import { isSameGrid } from "./rebase.ts";

/** The grids that a draft is held to, with everything below them; null = the whole territory. */
export type DraftPart = readonly number[] | null;

/** True for a grid of the part, or one below it by a plan. */
export function isInPart(part: DraftPart, { grids }: Pick<Plan, "grids">, gridId: number): boolean {
  if (part === null) return true;
  for (let id: number | null = gridId; id !== null; id = grids.get(id)?.parentId ?? null)
    if (part.includes(id)) return true;
  return false;
}

/**
 * Grids beyond a part whose ground or record differs between two plans with one origin, ascending. Who gets no more than a
 * new node on the border keeps the ground; who is taken out of the part or into it was beyond in one of the plans.
 */
export function gridsBeyond(part: DraftPart, before: Plan, after: Plan): number[] {
  if (part === null) return [];
  const isBeyond = (id: number): boolean =>
    [before, after].some((plan) => plan.grids.has(id) && !isInPart(part, plan, id));
  const ids = new Set([...before.grids.keys(), ...after.grids.keys()]);
  const recorded = [...ids].filter((id) => !isSameGrid(before.grids.get(id), after.grids.get(id)));
  const changed = new Set([...recorded, ...ownersMoved(before.partition, after.partition)]);
  return [...changed].filter(isBeyond).sort((a, b) => a - b);
}

/** Whom any ground came to or went from; where that cannot be said, everybody beside an edge that differs. */
function ownersMoved(before: Partition, after: Partition): readonly number[] {
  const faces = listMovedFaces(before, after);
  return isRefusal(faces)
    ? diffPartitions(before, after).owners
    : faces.flatMap(({ from, to }) => [from, to]);
}
