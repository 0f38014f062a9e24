import type { AreaIndex } from "./area-index.ts";
import { toUnits } from "./coordinate.ts";

/**
 * Positions in whole units grouped by their owner, those of an area side by side: group 0 belongs to nobody, group a + 1 to
 * area a; group g is `numbers[start[g]]` to `numbers[start[g + 1] - 1]`, two `units` for each.
 */
export type OwnedPoints = { start: Int32Array; numbers: Int32Array; units: Int32Array };

/** Groups positions, `[lng0, lat0, …]` in degrees or units, by the owners that an index of `areas` areas gave them. */
export function groupByOwner(
  lngLats: Float64Array | Int32Array,
  owners: Int32Array,
  areas: number,
): OwnedPoints {
  const start = new Int32Array(areas + 2);
  for (const owner of owners) start[owner + 2]!++; // owners are below `areas`
  for (let group = 0; group <= areas; group++) start[group + 1]! += start[group]!; // one more start than groups
  const next = start.slice();
  const [numbers, units] = [new Int32Array(owners.length), new Int32Array(2 * owners.length)];
  const inUnits = lngLats instanceof Int32Array;
  for (const [number, owner] of owners.entries()) {
    const at = next[owner + 1]!++; // as above
    numbers[at] = number;
    for (let axis = 0; axis < 2; axis++) {
      const coordinate = lngLats[2 * number + axis]!; // two a position
      units[2 * at + axis] = inUnits ? coordinate : toUnits(coordinate);
    }
  }
  return { start, numbers, units };
}

/** A point with another owner than before; -1 = nobody. */
export type Move = { number: number; from: number; to: number };

/** The points that change hands, and how many had to be asked to find them. */
export type Reassignment = { moves: Move[]; asked: number };

/**
 * Finds the points whose owner is another one by `index`, the index of the areas as they are now. `changed` = the areas with
 * another outline than before. Where areas tile, before and after (R13), a point that changes hands belonged to one of these
 * or to nobody (R15), so only theirs are asked: the work grows with what was redrawn, not with all points.
 */
export function reassignOwners(
  { start, numbers, units }: OwnedPoints,
  changed: readonly number[],
  index: Pick<AreaIndex, "ownersOf">,
): Reassignment {
  const result: Reassignment = { moves: [], asked: 0 };
  for (const from of new Set([-1, ...changed])) {
    const [first, end] = [start[from + 1] ?? 0, start[from + 2] ?? 0]; // a new area had no points
    const now = index.ownersOf(units.subarray(2 * first, 2 * end));
    result.asked += now.length;
    for (let i = 0; i < now.length; i++) {
      const to = now[i]!; // i < length
      if (to !== from) result.moves.push({ number: numbers[first + i]!, from, to }); // as many numbers
    }
  }
  return result;
}
