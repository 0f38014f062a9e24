import { shared32 } from "./columns.ts";
import type { HeatColumns } from "./columns.ts";
import { finestLevelOf } from "./heat-root.ts";
import type { CellView, HeatRoot } from "./heat-root.ts";

/**
 * The rows by place: for each square of a coarse lattice its row numbers, which rise as the times do. A small view then
 * looks at the rows of some squares, and in each at those of the window alone, found by two searches:
 *
 *     begins   0    3    5 …            square 0 holds rows[0..3), square 1 rows[3..5), row by row from the north-west
 *     rows     4 17 90 | 2 55 | …       a window of rows 10..60 is 17 in the first square and 55 in the second
 *
 * 4 bytes a row. A matrix goes down all its lines for each incident that it finds, about a microsecond when nothing is in
 * the processor's cache; this takes a tenth of that where few are found, however long the window.
 */
export type PlaceOrder = {
  /** Levels below the root that the squares are. */
  depth: number;
  /** Where each square's rows begin, and one more: the end. */
  begins: Uint32Array;
  rows: Uint32Array;
};

/** About as many rows go into a square: smaller squares fit a small view closer and cost a search each in a large one. */
const ROWS_PER_SQUARE = 32;

/** Squares of so many rows as a depth below the root. */
const depthFor = (rows: number): number => Math.max(1, Math.floor(Math.log2(rows / ROWS_PER_SQUARE) / 2));

/** What a place order over so many rows takes in memory. */
export const placeOrderBytes = (rows: number): number => 4 * (rows + 4 ** depthFor(rows) + 1);

/** A place order over so many rows, its arrays still empty. */
export function createPlaceOrderArrays(rows: number): PlaceOrder {
  const depth = depthFor(rows);
  return { depth, begins: shared32(4 ** depth + 1), rows: shared32(rows) };
}

/** How far coordinates of the columns are shifted to give squares. */
const shiftOf = (root: HeatRoot, { depth }: PlaceOrder): number => finestLevelOf(root) - root.level - depth;

/** The place order of rows in order of time: a counting sort, so each square's rows stay in that order. */
export function createPlaceOrder({ x, y }: HeatColumns, root: HeatRoot): PlaceOrder {
  const order = createPlaceOrderArrays(x.length);
  const { begins, rows, depth } = order;
  const shift = shiftOf(root, order);
  const squareOf = (row: number): number => ((y[row]! >>> shift) << depth) | (x[row]! >>> shift); // row < length
  for (let row = 0; row < rows.length; row++) begins[squareOf(row) + 1]!++; // a square has a place
  for (let square = 1; square < begins.length; square++) begins[square]! += begins[square - 1]!; // within `begins`
  const next = begins.slice();
  for (let row = 0; row < rows.length; row++) rows[next[squareOf(row)]!++] = row;
  return order;
}

/** The squares that touch a view, which is given in cells of the columns, counted from the root's corner. */
export type Squares = { west: number; north: number; east: number; south: number };

/** The squares that touch a view in the columns' own cells. */
export function squaresOf(order: PlaceOrder, root: HeatRoot, view: CellView): Squares {
  const shift = shiftOf(root, order);
  return {
    west: view.west >>> shift,
    north: view.north >>> shift,
    east: view.east >>> shift,
    south: view.south >>> shift,
  };
}

/** How many squares. */
export const countSquares = ({ west, north, east, south }: Squares): number =>
  (east - west + 1) * (south - north + 1);

/** How many rows the squares hold. */
export function rowsNear({ begins, depth }: PlaceOrder, { west, north, east, south }: Squares): number {
  let near = 0;
  for (let line = north; line <= south; line++) {
    near += begins[(line << depth) + east + 1]! - begins[(line << depth) + west]!; // squares below the root
  }
  return near;
}

/** Visits each row of the squares that one of the pairs `[from, to)` holds, square by square. HOT for small views. */
export function visitNear(
  { begins, rows, depth }: PlaceOrder,
  { squares, pairs }: { squares: Squares; pairs: readonly number[] },
  visit: (row: number) => void,
): void {
  for (let line = squares.north; line <= squares.south; line++) {
    for (let square = (line << depth) + squares.west; square <= (line << depth) + squares.east; square++) {
      const end = begins[square + 1]!; // a square, and one more
      let at = begins[square]!;
      for (let i = 0; i < pairs.length && at < end; i += 2) {
        at = firstFrom(rows, [at, end], pairs[i]!); // pairs
        for (const to = pairs[i + 1]!; at < end && rows[at]! < to; at++) visit(rows[at]!); // at < end
      }
    }
  }
}

/** The first place in `[low, high)` whose row is `row` or later. */
function firstFrom(rows: Uint32Array, [from, to]: readonly [from: number, to: number], row: number): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]! < row) low = middle + 1; // middle < high <= rows.length
    else high = middle;
  }
  return low;
}
