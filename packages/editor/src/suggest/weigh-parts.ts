import type { Plan } from "@getu/domain/redraw";
import { toUnits } from "@getu/geometry";
import type { LngLat } from "@getu/geometry";
import { measureOwner } from "@getu/geometry/partition";
import type { UnitPlace } from "@getu/geometry/partition";
import { ownerAt } from "../hit.ts";
import type { NamedLine } from "../line-index.ts";
import type { CutPlan } from "./cut-along-roads.ts";

/** What each part of a cut plan weighs; a part that is not named weighs nothing. */
export type WeighParts = (cut: CutPlan) => ReadonlyMap<number, number>;

/** So many things at a place. */
export type CountAt = { readonly position: LngLat; readonly count: number };

const add = (sums: Map<number, number>, key: number, more: number): void => {
  sums.set(key, (sums.get(key) ?? 0) + more);
};

/** By what has been counted at places: what lies in none of the parts is not weighed. */
export const weighCounts =
  (counts: readonly CountAt[]): WeighParts =>
  ({ plan: { partition }, gridOf }) => {
    const weights = new Map<number, number>();
    for (const { position, count } of counts) {
      const owner = ownerAt(partition, [toUnits(position[0]), toUnits(position[1])]);
      if (gridOf.has(owner)) add(weights, owner, count);
    }
    return weights;
  };

/**
 * By households: those of a grid are spread over its parts as the ground of its buildings is, or without buildings as
 * its area is. A building counts where its middle lies. Households nobody has counted weigh nothing.
 */
export const weighHouseholds =
  (grids: Plan["grids"], buildings: readonly NamedLine[]): WeighParts =>
  (cut) => {
    const built = groundByPart(cut, buildings);
    const builtOfGrid = sumByGrid(cut, built);
    const area = new Map(
      [...cut.gridOf.keys()].map((part) => [part, measureOwner(cut.plan.partition, part).squareMetres]),
    );
    const areaOfGrid = sumByGrid(cut, area);
    return new Map(
      [...cut.gridOf].map(([part, grid]) => {
        const [of, all] = builtOfGrid.get(grid) ? [built, builtOfGrid] : [area, areaOfGrid];
        return [part, ((grids.get(grid)?.households ?? 0) * (of.get(part) ?? 0)) / (all.get(grid) ?? 1)];
      }),
    );
  };

function groundByPart({ plan: { partition }, gridOf }: CutPlan, buildings: readonly NamedLine[]) {
  const ground = new Map<number, number>();
  for (const { path } of buildings) {
    const part = ownerAt(partition, middleOf(path));
    if (gridOf.has(part)) add(ground, part, squareUnitsIn(path));
  }
  return ground;
}

function sumByGrid({ gridOf }: CutPlan, values: ReadonlyMap<number, number>): Map<number, number> {
  const sums = new Map<number, number>();
  for (const [part, grid] of gridOf) add(sums, grid, values.get(part) ?? 0);
  return sums;
}

const middleOf = (path: readonly UnitPlace[]): UnitPlace => {
  const mean = (axis: 0 | 1): number => path.reduce((sum, place) => sum + place[axis], 0) / path.length;
  return [Math.round(mean(0)), Math.round(mean(1))];
};

/** From its first place, or the numbers were too large to be multiplied. */
function squareUnitsIn(path: readonly UnitPlace[]): number {
  const [x0, y0] = path[0] ?? [0, 0];
  let twice = 0;
  for (const [i, [x, y]] of path.entries()) {
    const [nextX, nextY] = path[(i + 1) % path.length]!; // modulo length
    twice += (x - x0) * (nextY - y0) - (nextX - x0) * (y - y0);
  }
  return Math.abs(twice) / 2;
}
