import { overlap } from "./list-free.ts";
import type { Box } from "./list-free.ts";

/** The box moved up or down, no farther than it must, to where it covers none of the others. */
export function stepAside(box: Box, others: readonly Box[]): Box {
  const beside = others.flatMap(({ top, bottom }) => [bottom - box.top, top - box.bottom]);
  const moved = [0, ...beside]
    .toSorted((a, b) => Math.abs(a) - Math.abs(b))
    .map((by) => ({ ...box, top: box.top + by, bottom: box.bottom + by }));
  return moved.find((each) => !others.some((other) => overlap(each, other))) ?? box; // below the lowest it covers none
}
