import type { PlanStep } from "@getu/domain/redraw";
import type { Bbox } from "@getu/geometry";
import { placeOfNode } from "@getu/geometry/partition";
import type { Attempt } from "./attempt.ts";
import { boxAround } from "./suggest/box.ts";
import { bboxWithin } from "./suggest/grids-within.ts";

/** The box in degrees of the borders that an attempt changed; of one that changed none, of the grid that it is about. */
export function attemptBox({ changes, steps, before, after }: Attempt): Bbox {
  const places = changes.flatMap(({ removed, added }) =>
    [...removed, ...added].flatMap(({ a, b }) => [
      placeOfNode(before.partition, a),
      placeOfNode(before.partition, b),
    ]),
  );
  if (places.length === 0) return bboxWithin(after, gridOf(steps[0]));
  const [west, south, east, north] = boxAround(places);
  return [west / 1e7, south / 1e7, east / 1e7, north / 1e7];
}

/** What changes no border is a record of one grid. */
function gridOf(step: PlanStep | undefined): number {
  if (!step || !("grid" in step)) throw new Error("an attempt changed nothing");
  return step.grid;
}
