import { longitudeScale, METRES_PER_UNIT } from "../metric.ts";
import { xOf, yOf } from "./node-key.ts";
import { twiceAreaOfOwner } from "./owner-area.ts";
import { edgesOf } from "./partition.ts";
import type { Partition } from "./partition.ts";
import { squareMetresOf } from "./ring-length.ts";

/** How large an owner's area is and how long the border around it, holes' borders included (R18). */
export function measureOwner(
  partition: Partition,
  owner: number,
): { squareMetres: number; perimeterMetres: number } {
  const edges = edgesOf(partition, owner);
  const scale = longitudeScale(yOf(edges[0]?.a ?? 0) + partition.origin[1]);
  let units = 0;
  for (const { a, b } of edges) units += Math.hypot((xOf(b) - xOf(a)) * scale, yOf(b) - yOf(a));
  return {
    squareMetres: squareMetresOf(twiceAreaOfOwner(partition, owner), scale),
    perimeterMetres: units * METRES_PER_UNIT,
  };
}
