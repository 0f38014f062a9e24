import type { RootView, RowRanges } from "./wavelet-matrix.ts";

/**
 * A step of a descent (one range through one line of bits) takes as long as scanning so many rows: 25 ns where ranges are
 * many and lie close, 60 ns where they are few, against 5 ns (10^7 rows).
 */
export const ROWS_SCANNED_PER_STEP = 8;

/** Ranges to descend with, the view to descend to, and the share of all rows that lies in or near it. */
type Plan = { paths: readonly { ranges: RowRanges }[]; view: RootView; share: number };

/** The cells that touch the view at each level, the finest first. */
const cellsByLevel = ({ depth, west, north, east, south }: RootView): number[] =>
  Array.from(
    { length: depth },
    (_, above) => ((east >>> above) - (west >>> above) + 1) * ((south >>> above) - (north >>> above) + 1),
  );

/**
 * About how many steps a descent takes: a range takes at each level no more than there are cells, nor than it has rows.
 * The rows near the view are taken to be as frequent in the ranges as in the whole run.
 */
export function estimateSteps({ paths, view, share }: Plan): number {
  const cells = cellsByLevel(view);
  let steps = 0;
  for (const { ranges } of paths) {
    for (let i = 0; i < ranges.length; i += 2) {
      const rows = (ranges[i + 1]! - ranges[i]!) * share; // pairs
      for (const most of cells) steps += 1.5 * Math.min(rows, most); // two lines a level, the first with half the cells
    }
  }
  return steps;
}
