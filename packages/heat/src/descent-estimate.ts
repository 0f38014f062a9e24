import { descend } from "./wavelet-matrix.ts";
import type { DescentScratch, RootView, RowRanges, WaveletMatrix } from "./wavelet-matrix.ts";

/** A step of a descent (one range through one line of bits) takes as long as scanning so many rows: 20 to 40 ns, 4 to 8 ns. */
export const ROWS_SCANNED_PER_STEP = 4;

/** The coarse look at a view stops where the view is at most this many cells wide. */
const COARSE_CELLS = 8;

/** Ranges to descend with, in either matrix of a run, and the view to descend to. */
type Plan = {
  paths: readonly { ranges: RowRanges }[];
  view: RootView;
  scratch: DescentScratch;
};

/** The view in coarser cells: a little larger than the view itself. */
function coarsen({ depth, west, north, east, south }: RootView): RootView {
  let shift = 0;
  while ((Math.max(east - west, south - north) + 1) >>> shift > COARSE_CELLS && shift < depth) shift++;
  const [first, second] = [west >>> shift, north >>> shift];
  return { depth: depth - shift, west: first, north: second, east: east >>> shift, south: south >>> shift };
}

/** The share of the ranges' rows that lies in or near the view, from a hundred steps. */
function shareNear(byTime: WaveletMatrix, { view, scratch }: Plan): number {
  let near = 0;
  descend(byTime, { ranges: [0, byTime.size], view: coarsen(view), scratch }, (_x, _y, rows) => {
    near += rows;
  });
  return near / byTime.size;
}

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
export function estimateSteps(byTime: WaveletMatrix, plan: Plan): number {
  const share = shareNear(byTime, plan);
  const cells = cellsByLevel(plan.view);
  let steps = 0;
  for (const { ranges } of plan.paths) {
    for (let i = 0; i < ranges.length; i += 2) {
      const rows = (ranges[i + 1]! - ranges[i]!) * share; // pairs
      for (const most of cells) steps += 1.5 * Math.min(rows, most); // two lines a level, the first with half the cells
    }
  }
  return steps;
}
