import { TOGETHER } from "./cell-batch.ts";
import type { CellBatch } from "./cell-batch.ts";
import { NOBODY } from "./cell-entry.ts";
import type { CellIndex } from "./cell-index.ts";
import { UNITS_PER_DEGREE } from "./coordinate.ts";
import { MAX_UNITS } from "./unit-ring.ts";

/** Owners of many positions: `[lng0, lat0, …]` in degrees, or in whole units when they are 32-bit integers. */
export type OwnerBatch = (lngLats: Float64Array | Int32Array) => Int32Array;

type OwnerAt = Pick<CellIndex, "ownerAt">;

/** R14's second look: a unit to the west, to the south, to both. */
export function secondOwner({ ownerAt }: OwnerAt, x: number, y: number): number {
  const west = ownerAt(x - 1, y);
  if (west >= 0) return west;
  const south = ownerAt(x, y - 1);
  return south >= 0 ? south : ownerAt(x - 1, y - 1);
}

/** West of everything that has an owner: where no number of units is, there is nobody. */
const NOWHERE = -(2 ** 31);

/** Rounds like `toUnits`. */
function toWholeUnits(degrees: Float64Array, units: Int32Array): void {
  for (let i = 0; i < degrees.length; i++) {
    const exact = Math.round(degrees[i]! * UNITS_PER_DEGREE); // i < length
    units[i] = Math.abs(exact) <= MAX_UNITS ? exact : NOWHERE; // also for NaN
  }
}

function lookAgain(cells: OwnerAt, { units, owners }: CellBatch, count: number): void {
  const nobody = NOBODY | 0; // an integer for V8, see cell-batch.ts
  for (let i = 0; i < count; i++) {
    if (owners[i] === nobody) owners[i] = secondOwner(cells, units[2 * i]!, units[2 * i + 1]!); // two units a point
  }
}

/** Answers batch by batch from a cell index. */
export function createOwnerBatch(cells: CellIndex): OwnerBatch {
  const { batch } = cells;

  function answer(lngLats: Float64Array | Int32Array): Int32Array {
    const count = lngLats.length >> 1;
    if (lngLats instanceof Int32Array) batch.units.set(lngLats);
    else toWholeUnits(lngLats, batch.units);
    batch.answer(count);
    lookAgain(cells, batch, count);
    return batch.owners.subarray(0, count);
  }

  // V8 compiles a loop that goes round for long anew in every call ("on-stack replacement"), and for two million positions
  // that took as long as the answers. So there is no loop over batches: halves of halves are answered, by one function that
  // lives as long as the index and so is compiled once.
  function answerHalves(owners: Int32Array, lngLats: Float64Array | Int32Array, from: number): void {
    const count = owners.length;
    if (count <= TOGETHER) return owners.set(answer(lngLats.subarray(2 * from, 2 * (from + count))));
    const half = count >> 1;
    answerHalves(owners.subarray(0, half), lngLats, from);
    answerHalves(owners.subarray(half), lngLats, from + half);
  }

  return (lngLats) => {
    const owners = new Int32Array(lngLats.length >> 1);
    answerHalves(owners, lngLats, 0);
    return owners;
  };
}
