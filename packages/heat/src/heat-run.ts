import type { HeatColumns } from "./columns.ts";
import type { HeatRoot } from "./heat-root.ts";
import { finestLevelOf, matrixLevelOf } from "./heat-root.ts";
import { createKindOrder, rowsByKind } from "./kind-order.ts";
import type { KindOrder } from "./kind-order.ts";
import { buildWaveletMatrix, interleave, waveletBytes } from "./wavelet-matrix.ts";
import type { WaveletMatrix } from "./wavelet-matrix.ts";

/**
 * Rows in order (time, kind, x, y) that never change, with what answers large windows fast:
 *
 * - `byTime`, a matrix over the rows as they stand: any window of time is one range. For pictures of everything.
 * - `byKind`, a matrix over the rows sorted by (kind, time): a window is one range for each kind wanted. One matrix serves
 *   every filter by category, severity and status, and their combinations, exactly.
 *
 * Matrices only pay for runs that are large enough; a smaller run is scanned.
 */
export type HeatRun = { columns: HeatColumns; matrices: HeatMatrices | null };

/** The two orders of a run. */
export type HeatMatrices = { byTime: WaveletMatrix; byKind: WaveletMatrix; kindOrder: KindOrder };

/** How runs are built. */
export type RunOptions = {
  root: HeatRoot;
  /** Runs with fewer rows get no matrices. */
  matrixFromRows: number;
};

/** Scanning so many rows costs less than a descent through the matrices (0.2 ms). */
export const MATRIX_FROM_ROWS = 50_000;

/** Morton codes of the rows in an order, as fine as the matrices go. */
function codesOf({ x, y }: HeatColumns, root: HeatRoot, rowAt: (place: number) => number): Uint32Array {
  const shift = finestLevelOf(root) - matrixLevelOf(root);
  const codes = new Uint32Array(x.length);
  for (let place = 0; place < codes.length; place++) {
    const row = rowAt(place);
    codes[place] = interleave(x[row]! >>> shift, y[row]! >>> shift); // `rowAt` permutes the rows
  }
  return codes;
}

const bitsOf = (root: HeatRoot): number => 2 * (matrixLevelOf(root) - root.level);

/** A run of rows that are sorted already. */
export function createHeatRun(columns: HeatColumns, { root, matrixFromRows }: RunOptions): HeatRun {
  if (columns.time.length < Math.max(1, matrixFromRows)) return { columns, matrices: null };
  const bits = bitsOf(root);
  const kindOrder = createKindOrder(columns);
  const rows = rowsByKind(columns, kindOrder);
  const byTime = buildWaveletMatrix(
    codesOf(columns, root, (place) => place),
    bits,
  );
  const byKind = buildWaveletMatrix(
    codesOf(columns, root, (place) => rows[place]!), // place < rows.length
    bits,
  );
  return { columns, matrices: { byTime, byKind, kindOrder } };
}

/** What a run of so many rows takes in memory, at most. */
export const runBytesOf = (rows: number, { root, matrixFromRows }: RunOptions): number =>
  rows * 10.25 + (rows < matrixFromRows ? 0 : 2 * waveletBytes(rows, bitsOf(root)) + 2 ** 18);

/** Every typed array of a run. */
export function listArrays({ columns, matrices }: HeatRun): (Uint16Array | Uint32Array)[] {
  const { time, x, y, kind } = columns;
  if (!matrices) return [time, x, y, kind];
  const { byTime, byKind, kindOrder } = matrices;
  const { kinds, begins, checkpoints, placeOf } = kindOrder;
  const matrixArrays = [byTime, byKind].flatMap(({ blocks, zeros }) => [blocks, zeros]);
  return [time, x, y, kind, ...matrixArrays, kinds, begins, checkpoints, placeOf];
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
