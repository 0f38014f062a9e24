import type { Outcome } from "./change.ts";
import { OUTSIDE } from "./edge.ts";
import type { Edge } from "./edge.ts";
import { twiceAreaOfOwner } from "./owner-area.ts";
import { edgesOf, hasOwner } from "./partition.ts";
import type { Partition } from "./partition.ts";

/** Two owners that change places. */
export type ExchangePlan = { readonly one: number; readonly other: number };

/** Gives each of two owners the area of the other (R7: after a split the planner says which part keeps number, code and leader). */
export function exchangeOwners(partition: Partition, { one, other }: ExchangePlan): Outcome {
  const owners = [one, other];
  if (one === other || owners.some((owner) => owner <= OUTSIDE || !hasOwner(partition, owner)))
    return { refused: "owner-unknown", owners };
  const removed = [...new Set(owners.flatMap((owner) => edgesOf(partition, owner)))];
  const swap = (owner: number): number => (owner === one ? other : owner === other ? one : owner);
  const added = removed.map((edge): Edge => ({ ...edge, left: swap(edge.left), right: swap(edge.right) }));
  const relabels = owners.map((from) => ({
    from,
    to: swap(from),
    twiceArea: twiceAreaOfOwner(partition, from),
  }));
  return { removed, added, relabels, warnings: [] };
}
