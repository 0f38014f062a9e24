import type { HeatColumns } from "./columns.ts";
import type { HeatRoot } from "./heat-root.ts";
import { finestLevelOf, matrixLevelOf } from "./heat-root.ts";
import { createKindOrder, groupsByCategory, groupsByKind, rowsByGroup } from "./kind-order.ts";
import type { Groups, KindOrder } from "./kind-order.ts";
import { createPlaceOrder, placeOrderBytes } from "./place-order.ts";
import type { PlaceOrder } from "./place-order.ts";
import { buildWaveletMatrix, interleave, waveletBytes } from "./wavelet-matrix.ts";
import type { WaveletMatrix } from "./wavelet-matrix.ts";

/**
 * Rows in order (time, kind, x, y) that never change, with what answers large windows fast:
 *
 * - `byTime`, a matrix over the rows as they stand: any window of time is one range. For pictures of everything.
 * - `byCategory`, over the rows sorted by (category, time): a window is one range for each category wanted.
 * - `byKind`, over the rows sorted by (kind, time), a kind being category × severity × status: one range for each kind
 *   wanted. It serves every filter by severity and status, also together with categories, exactly.
 *
 * A matrix for each category, or for each severity, would cost the same memory and answer only its own filter, one by one;
 * here all ranges of a question descend together. Three matrices cost 14.6 bytes a row; 3 of 12 categories over a year of
 * 10^7 rows take 3 ms by category and 6 by kind, which is what the second matrix is for.
 * `placeOrder` lists the rows of each part of the map, for small views (4 bytes a row).
 * Matrices only pay for runs that are large enough; a smaller run is scanned.
 */
export type HeatRun = { columns: HeatColumns; matrices: HeatMatrices | null };

/** The orders of a run. */
export type HeatMatrices = {
  byTime: WaveletMatrix;
  byCategory: WaveletMatrix;
  byKind: WaveletMatrix;
  kindOrder: KindOrder;
  placeOrder: PlaceOrder;
};

/** How runs are built. */
export type RunOptions = {
  root: HeatRoot;
  /** Runs with fewer rows get no matrices. */
  matrixFromRows: number;
};

/** Scanning so many rows costs less than a descent through the matrices (0.2 ms). */
export const MATRIX_FROM_ROWS = 50_000;

const bitsOf = (root: HeatRoot): number => 2 * (matrixLevelOf(root) - root.level);

/** Morton codes of the rows, as fine as the matrices go. */
function codesOf({ x, y }: HeatColumns, root: HeatRoot): Uint32Array {
  const shift = finestLevelOf(root) - matrixLevelOf(root);
  const codes = new Uint32Array(x.length);
  for (let row = 0; row < codes.length; row++) codes[row] = interleave(x[row]! >>> shift, y[row]! >>> shift); // row < length
  return codes;
}

/** The codes in another order of the rows. */
function reordered(codes: Uint32Array, rows: Uint32Array): Uint32Array {
  const moved = new Uint32Array(codes.length);
  for (let place = 0; place < rows.length; place++) moved[place] = codes[rows[place]!]!; // `rows` permutes the rows
  return moved;
}

/** A run of rows that are sorted already. */
export function createHeatRun(columns: HeatColumns, { root, matrixFromRows }: RunOptions): HeatRun {
  if (columns.time.length < Math.max(1, matrixFromRows)) return { columns, matrices: null };
  const kindOrder = createKindOrder(columns);
  const codes = codesOf(columns, root);
  const build = (groups: Groups): WaveletMatrix =>
    buildWaveletMatrix(reordered(codes, rowsByGroup(columns, kindOrder, groups)), bitsOf(root));
  const byCategory = build(groupsByCategory(kindOrder));
  const byKind = build(groupsByKind(kindOrder));
  return {
    columns,
    matrices: {
      byTime: buildWaveletMatrix(codes, bitsOf(root)),
      byCategory,
      byKind,
      kindOrder,
      placeOrder: createPlaceOrder(columns, root),
    },
  };
}

/** What a run of so many rows takes in memory, at most. */
export const runBytesOf = (rows: number, { root, matrixFromRows }: RunOptions): number =>
  rows * 10.25 +
  (rows < matrixFromRows ? 0 : 3 * waveletBytes(rows, bitsOf(root)) + placeOrderBytes(rows) + 2 ** 18);

/** Every typed array of a run. */
export function listArrays({ columns, matrices }: HeatRun): (Uint16Array | Uint32Array)[] {
  const { time, x, y, kind } = columns;
  if (!matrices) return [time, x, y, kind];
  const { byTime, byCategory, byKind, kindOrder, placeOrder } = matrices;
  const { kinds, begins, checkpoints, placeOf } = kindOrder;
  const matrixArrays = [byTime, byCategory, byKind].flatMap(({ blocks, zeros }) => [blocks, zeros]);
  return [
    time,
    x,
    y,
    kind,
    ...matrixArrays,
    kinds,
    begins,
    checkpoints,
    placeOf,
    placeOrder.begins,
    placeOrder.rows,
  ];
}

/** What a run takes in memory. */
export const bytesOfRun = (run: HeatRun): number =>
  listArrays(run).reduce((sum, { byteLength }) => sum + byteLength, 0);

/** The first row whose time is `seconds` or later; the number of rows when there is none. */
export function firstRowFrom({ time }: HeatColumns, seconds: number): number {
  let [low, high] = [0, time.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (time[middle]! < seconds) low = middle + 1; // middle < high <= time.length
    else high = middle;
  }
  return low;
}
