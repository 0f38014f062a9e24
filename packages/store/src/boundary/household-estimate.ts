import type { Compared, MovedArea } from "@getu/domain/redraw";
import { hasOwner, measureOwner } from "@getu/geometry/partition";
import type { Sides } from "./impact-sides.ts";

/**
 * Households before and after of each grid: counted where somebody has, whole grids added up, else by the share of area
 * that came and went. Where everything is an estimate their sum stays what it was.
 */
export function estimateHouseholds(sides: Sides, moved: readonly MovedArea[]): (id: number) => Compared {
  const heirs = findHeirs(sides, moved);
  const recorded = (id: number): number | null => sides.before.grids.get(id)?.households ?? null;
  return (id) => {
    const before = recorded(id);
    const grid = sides.after.grids.get(id);
    if (!grid) return { before, after: null, isEstimate: false };
    const said = grid.households;
    const wholes = [id, ...[...heirs].filter(([, { heir }]) => heir === id).map(([gone]) => gone)];
    // The planner gave any other number for the new outline.
    const isGiven = ![null, before, sumOf(wholes.map(recorded))].includes(said);
    const isCut = moved.some(
      ({ from, to }) => from === id || (to === id && heirs.get(from)?.isWhole !== true),
    );
    if (isGiven || !isCut) return { before, after: said, isEstimate: false };
    return { before, after: estimate(sides, moved, id), isEstimate: true };
  };
}

/** Who takes the most of each grid that goes, and whether it is all of it. */
function findHeirs(
  { before, after }: Sides,
  moved: readonly MovedArea[],
): Map<number, { heir: number; isWhole: boolean }> {
  const isGone = ({ from }: MovedArea): boolean =>
    hasOwner(before.partition, from) && !hasOwner(after.partition, from);
  const heirs = new Map<number, { heir: number; isWhole: boolean }>();
  for (const [gone, areas] of Map.groupBy(moved.filter(isGone), ({ from }) => from)) {
    const taken = [...Map.groupBy(areas, ({ to }) => to)].map(
      ([to, parts]) => [to, parts.reduce((sum, part) => sum + part.areaSquareMetres, 0)] as const,
    );
    const [heir] = taken.reduce((most, next) => (next[1] > most[1] ? next : most));
    heirs.set(gone, { heir, isWhole: taken.length === 1 });
  }
  return heirs;
}

/** Nothing is known of a sum of which a part is not. */
const sumOf = (counts: readonly (number | null)[]): number | null =>
  counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);

function estimate({ before }: Sides, moved: readonly MovedArea[], id: number): number | null {
  const densityOf = (grid: number): number | null => {
    const known = before.grids.get(grid)?.households ?? null;
    return known === null ? null : known / measureOwner(before.partition, grid).squareMetres;
  };
  let sum: number | null = before.grids.has(id) ? (before.grids.get(id)?.households ?? null) : 0;
  for (const { from, to, areaSquareMetres: area } of moved) {
    if (from !== id && to !== id) continue;
    const density = from > 0 ? densityOf(from) : 0; // nobody lives in a gap
    sum = sum === null || density === null ? null : sum + (to === id ? area * density : -area * density);
  }
  return sum === null ? null : Math.max(0, Math.round(sum));
}
