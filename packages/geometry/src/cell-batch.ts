import { readEntries } from "./cell-entry.ts";
import { readPlans } from "./cell-plan.ts";
import { readRecords } from "./cell-record.ts";
import type { SweptCells } from "./cell-sweep.ts";

/** Points that are answered together: what they need stays in the nearest cache. */
export const TOGETHER = 1024;

/** Answers up to TOGETHER points at a time, without the second look. */
export type CellBatch = {
  /** Where the points are put, x and y one after the other. */
  units: Int32Array;
  /** Where the answers are found: the first area that holds each point, or -1. */
  owners: Int32Array;
  answer(count: number): void;
};

/** The place where points are answered: what is known of the cells, the points, and those that wait for the next round. */
export type CellDesk = SweptCells & {
  units: Int32Array;
  owners: Int32Array;
  /** The numbers of points that a round could not answer, at the front, and the plans of their cells. */
  waiting: Int32Array;
  waitingPlans: Int32Array;
  ownerByRecord: (plan: number, x: number, y: number) => number;
};

/**
 * Answers points in three rounds, each over all that the one before left: by the cell's entry, by the patch of its plan, by
 * its record. In the first two no point waits for another one and nothing is decided by a branch, so the processor fetches
 * ten points from far memory at a time and never guesses wrong.
 *
 * How the rounds are written matters as much as what they do (measured on Node 24, a factor of two each): they are functions
 * of their own and no closures, whose variables V8 reads anew for every point; imported constants are made integers by
 * `| 0` before a loop, since V8 knows nothing of their kind; and what they work on lies on one desk that lives as long as
 * the index, because code that V8 made for the shape of an object is thrown away with the last object of that shape.
 */
export function createCellBatch(
  cells: SweptCells,
  ownerByRecord: (plan: number, x: number, y: number) => number,
): CellBatch {
  const desk: CellDesk = {
    ...cells,
    units: new Int32Array(2 * TOGETHER),
    owners: new Int32Array(TOGETHER),
    waiting: new Int32Array(TOGETHER),
    waitingPlans: new Int32Array(TOGETHER),
    ownerByRecord,
  };
  return {
    units: desk.units,
    owners: desk.owners,
    answer(count) {
      const inCells = readEntries(desk, count);
      const inPatches = readPlans(desk, inCells);
      readRecords(desk, inPatches);
    },
  };
}
