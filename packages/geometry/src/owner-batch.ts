import { TOGETHER } from "./cell-batch.ts";
import type { CellIndex } from "./cell-index.ts";
import { UNITS_PER_DEGREE } from "./coordinate.ts";
import { MAX_UNITS } from "./unit-ring.ts";

/** Owners of many positions: `[lng0, lat0, …]` in degrees, or in whole units when they are 32-bit integers. */
export type OwnerBatch = (lngLats: Float64Array | Int32Array) => Int32Array;

/** R14's second look: a unit to the west, to the south, to both. */
export function secondOwner({ ownerAt }: Pick<CellIndex, "ownerAt">, x: number, y: number): number {
  const west = ownerAt(x - 1, y);
  if (west >= 0) return west;
  const south = ownerAt(x, y - 1);
  return south >= 0 ? south : ownerAt(x - 1, y - 1);
}

/** West of everything that has an owner: where no number of units is, there is nobody. */
const NOWHERE = -(2 ** 31);

function toWholeUnits(degrees: Float64Array, units: Int32Array): void {
  for (let i = 0; i < units.length; i++) {
    const exact = Math.round(degrees[i]! * UNITS_PER_DEGREE); // as long as `units`
    units[i] = Math.abs(exact) <= MAX_UNITS ? exact : NOWHERE; // also for NaN
  }
}

/** Answers batch by batch from a cell index. */
export function createOwnerBatch(cells: CellIndex): OwnerBatch {
  const scratch = new Int32Array(2 * TOGETHER);

  function answer(units: Int32Array, owners: Int32Array): void {
    cells.ownersAt(units, owners);
    for (let i = 0; i < owners.length; i++) {
      if (owners[i] === -1) owners[i] = secondOwner(cells, units[2 * i]!, units[2 * i + 1]!); // two a position
    }
  }

  return (lngLats) => {
    const owners = new Int32Array(lngLats.length >> 1);
    for (let from = 0; from < owners.length; from += TOGETHER) {
      const some = owners.subarray(from, from + TOGETHER);
      const [start, end] = [2 * from, 2 * (from + some.length)];
      if (lngLats instanceof Int32Array) answer(lngLats.subarray(start, end), some);
      else {
        const units = scratch.subarray(0, end - start);
        toWholeUnits(lngLats.subarray(start, end), units);
        answer(units, some);
      }
    }
    return owners;
  };
}
