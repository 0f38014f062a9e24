import {
  applyChange,
  isRefusal,
  toAreas,
  toNode,
  twiceAreaOfOwner,
  validatePartition,
} from "../src/partition/index.ts";
import type { Change, Outcome, Partition } from "../src/partition/index.ts";
import { polygonsOf } from "../src/area.ts";
import { placeOf } from "./squares.ts";

/** The change of an edit that must be done. */
export function done(outcome: Outcome): Change {
  if (isRefusal(outcome)) throw new Error(`refused: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** The partition after an edit that must be done and leave it valid. */
export function after(partition: Partition, outcome: Outcome): Partition {
  const next = applyChange(partition, done(outcome));
  if (isRefusal(next)) throw new Error(`not applied: ${JSON.stringify(next)}`);
  const errors = validatePartition(next).filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(`invalid: ${JSON.stringify(errors)}`);
  return next;
}

/** Why an edit was refused; undefined when it was done. */
export const reason = (outcome: Outcome): string | undefined =>
  isRefusal(outcome) ? outcome.refused : undefined;

/** Square units of an owner. */
export const areaOf = (partition: Partition, owner: number): number => twiceAreaOfOwner(partition, owner) / 2;

/** The rings of an owner as places of a figure, without the closing point. */
export function ringsOfOwner(partition: Partition, owner: number): [number, number][][][] {
  const area = toAreas(partition, [owner]).get(owner);
  return polygonsOf(area!).map((rings) =>
    // every asked owner has an area
    rings.map((ring) =>
      ring.slice(0, -1).map(([lng, lat]) => placeOf(toNode(partition.origin, [lng!, lat!]))),
    ),
  );
}
