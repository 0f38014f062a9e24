import { applyStep } from "@getu/domain/redraw";
import type { Plan, PlanStep } from "@getu/domain/redraw";
import { hasOwner, measureOwner } from "@getu/geometry/partition";
import type { UnitPlace } from "@getu/geometry/partition";
import type { NamedLine } from "../line-index.ts";
import { boxAround, boxOfOwners } from "./box.ts";
import type { Box } from "./box.ts";
import { MOST_PARTS } from "./part-graph.ts";

/** A cut through a grid: the step, and the numbers of what it leaves, the one cut among them. */
export type Cut = { readonly step: PlanStep; readonly owner: number; readonly parts: readonly number[] };

/** A plan cut along roads, by which cuts, and for every part the grid it was cut from. */
export type CutPlan = {
  readonly plan: Plan;
  readonly cuts: readonly Cut[];
  readonly gridOf: ReadonlyMap<number, number>;
};

/** What to cut, along what, and the first number that is free for a part. */
export type RoadCuts = {
  readonly grids: readonly number[];
  readonly roads: readonly NamedLine[];
  readonly firstNewOwner: number;
};

/** A road along a border leaves strips that are no part of a street. */
const LEAST_SQUARE_METRES = 1000;

/** Cuts grids wherever a road runs right through one, each road in its turn. */
export function cutAlongRoads(plan: Plan, { grids, roads, firstNewOwner }: RoadCuts): CutPlan {
  const gridOf = new Map(grids.map((grid) => [grid, grid]));
  const cuts: Cut[] = [];
  let [now, free] = [plan, firstNewOwner];
  const whole = boxOfOwners(plan.partition, grids);
  for (const { path } of roads.filter((road) => meets(boxAround(road.path), whole))) {
    for (const owner of gridOf.keys()) {
      // also what is cut off on the way
      for (const line of stretchesNear(path, boxOfOwners(now.partition, [owner]))) {
        if (gridOf.size >= MOST_PARTS) return { plan: now, cuts, gridOf };
        const step: PlanStep = { kind: "split", owner, line, firstNewOwner: free };
        const made = cutOnce(now, step, owner);
        if (!made) continue;
        now = made.plan;
        cuts.push(made.cut);
        free = Math.max(free, ...made.cut.parts.map((part) => part + 1));
        for (const part of made.cut.parts) gridOf.set(part, gridOf.get(owner)!); // what is cut is among them
      }
    }
  }
  return { plan: now, cuts, gridOf };
}

/** The cut, unless the line does not go through or leaves a strip. */
function cutOnce(plan: Plan, step: PlanStep, owner: number): { plan: Plan; cut: Cut } | null {
  const progress = applyStep(plan, step);
  if ("refused" in progress) return null;
  const { partition } = progress.plan;
  const fresh = progress.touched.filter((id) => !plan.grids.has(id) && hasOwner(partition, id));
  const parts = [owner, ...fresh];
  const isStrip = parts.some((part) => measureOwner(partition, part).squareMetres < LEAST_SQUARE_METRES);
  return isStrip ? null : { plan: progress.plan, cut: { step, owner, parts } };
}

/** Boxes this near to each other meet, in units: the end of a cut is taken to a border from so far. */
const MARGIN = 50;

const meets = (one: Box, other: Box): boolean =>
  one[0] <= other[2] + MARGIN &&
  other[0] <= one[2] + MARGIN &&
  one[1] <= other[3] + MARGIN &&
  other[1] <= one[3] + MARGIN;

/** The stretches of a path that come near a box: what lies farther off would leave nodes in borders that are not meant. */
function stretchesNear(path: readonly UnitPlace[], box: Box): UnitPlace[][] {
  const stretches: UnitPlace[][] = [];
  let isOpen = false;
  for (const [i, to] of path.entries()) {
    const from = path[i - 1];
    if (!from) continue;
    const isNear = meets(boxAround([from, to]), box);
    if (isNear && isOpen) stretches.at(-1)!.push(to); // it is open
    if (isNear && !isOpen) stretches.push([from, to]);
    isOpen = isNear;
  }
  return stretches;
}
