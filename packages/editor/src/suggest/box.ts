import { edgesOf, placeOfNode } from "@getu/geometry/partition";
import type { Partition, UnitPlace } from "@getu/geometry/partition";

/** A box in whole units. */
export type Box = readonly [west: number, south: number, east: number, north: number];

/** The smallest box around places. */
export function boxAround(places: readonly UnitPlace[]): Box {
  const box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of places) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

/** The smallest box around areas. */
export const boxOfOwners = (partition: Partition, owners: readonly number[]): Box =>
  boxAround(
    owners.flatMap((owner) =>
      edgesOf(partition, owner).flatMap(({ a, b }) => [placeOfNode(partition, a), placeOfNode(partition, b)]),
    ),
  );
