import type { Compared, MovedArea } from "@getu/domain/redraw";
import { measureOwner } from "@getu/geometry/partition";
import type { Sides } from "./impact-sides.ts";

/** Households before and after of each grid: counted where somebody has, else by the share of area that came and went. */
export function estimateHouseholds(sides: Sides, moved: readonly MovedArea[]): (id: number) => Compared {
  const squareMetresOf = (id: number): number => measureOwner(sides.before.partition, id).squareMetres;
  const densityOf = (id: number): number | null => {
    const known = sides.before.grids.get(id)?.households ?? null;
    return known === null ? null : known / squareMetresOf(id);
  };
  const estimate = (id: number): number | null => {
    let sum: number | null = sides.before.grids.has(id)
      ? (sides.before.grids.get(id)?.households ?? null)
      : 0;
    for (const { from, to, areaSquareMetres: area } of moved) {
      if (from !== id && to !== id) continue;
      const density = from > 0 ? densityOf(from) : 0; // nobody lives in a gap
      sum = sum === null || density === null ? null : sum + (to === id ? area * density : -area * density);
    }
    return sum === null ? null : Math.max(0, Math.round(sum));
  };
  return (id) => {
    const before = sides.before.grids.get(id)?.households ?? null;
    const said = sides.after.grids.get(id)?.households ?? null;
    if (!sides.after.grids.has(id)) return { before, after: null, isEstimate: false };
    const isTouched = moved.some(({ from, to }) => from === id || to === id);
    // A number that is not the old one was given for the new outline: by the planner, or by adding up whole grids.
    if (!isTouched || (said !== null && said !== before)) return { before, after: said, isEstimate: false };
    return { before, after: estimate(id), isEstimate: true };
  };
}
