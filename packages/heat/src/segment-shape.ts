import { BYTES_PER_ROW, createColumns } from "./columns.ts";
import type { HeatRun } from "./heat-run.ts";
import type { HeatSegment } from "./heat-segment.ts";
import { createKindOrderArrays, kindOrderBytes } from "./kind-order.ts";
import { createPlaceOrderArrays, placeOrderBytes } from "./place-order.ts";
import { createWaveletArrays, waveletBytes } from "./wavelet-matrix.ts";
import type { WaveletMatrix } from "./wavelet-matrix.ts";

/** The numbers from which the lengths of all arrays of a run follow. */
export type RunShape = { rows: number; matrices: { bits: number; kinds: number; step: number } | null };

/** The shapes of a segment's runs. */
export type SegmentShape = { added: RunShape; withdrawn: RunShape };

function shapeOfRun({ columns, matrices }: HeatRun): RunShape {
  const rows = columns.time.length;
  if (!matrices) return { rows, matrices: null };
  const { byTime, kindOrder } = matrices;
  return { rows, matrices: { bits: byTime.bits, kinds: kindOrder.kinds.length, step: kindOrder.step } };
}

/** The shape of a segment. */
export const shapeOfSegment = ({ added, withdrawn }: HeatSegment): SegmentShape => ({
  added: shapeOfRun(added),
  withdrawn: shapeOfRun(withdrawn),
});

function bytesOfRunShape({ rows, matrices }: RunShape): number {
  if (!matrices) return rows * BYTES_PER_ROW;
  return (
    rows * BYTES_PER_ROW +
    3 * waveletBytes(rows, matrices.bits) +
    kindOrderBytes({ rows, ...matrices }) +
    placeOrderBytes(rows)
  );
}

/** What a segment of the shape takes in memory, and in a file. */
export const bytesOfShape = ({ added, withdrawn }: SegmentShape): number =>
  bytesOfRunShape(added) + bytesOfRunShape(withdrawn);

function createRun({ rows, matrices }: RunShape): HeatRun {
  const columns = createColumns(rows);
  if (!matrices) return { columns, matrices: null };
  const create = (): WaveletMatrix => createWaveletArrays(rows, matrices.bits);
  const kindOrder = createKindOrderArrays({ rows, ...matrices });
  const placeOrder = createPlaceOrderArrays(rows);
  return {
    columns,
    matrices: { byTime: create(), byCategory: create(), byKind: create(), kindOrder, placeOrder },
  };
}

/** A segment of the shape, its arrays still empty. */
export const createSegment = ({ added, withdrawn }: SegmentShape): HeatSegment => ({
  added: createRun(added),
  withdrawn: createRun(withdrawn),
});
