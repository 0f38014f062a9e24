import { shared32 } from "./columns.ts";

/**
 * The wavelet matrix: "how many of the rows i..j lie in this cell?" at a price that knows neither i..j nor the history.
 * (Claude, Navarro, Ordóñez: The wavelet matrix, Information Systems 47, 2015. Morton order: Morton, 1966.)
 *
 * **The idea.** Rows stand in some order, here by time. Each has the Morton code of its cell: one bit for the southern half of
 * the root, one for the eastern half of that, and so on, two bits a level. Write down the first bit of every row, in order:
 * that is the first line below. Then move all rows with a 0 to the front and all with a 1 behind them, each group in its
 * old order, and write down the second bit of every row in that new order. And so on, a line of bits for each bit of the code.
 *
 *     row          0  1  2  3  4  5  6  7          root        code = south bit, east bit
 *     code        11 00 10 01 00 11 00 10       ┌─────┬─────┐
 *                                               │ 00  │ 01  │
 *     south bits   1  0 [1  0  0  1] 0  1       ├─────┼─────┤
 *                     │     │  │                │ 10  │ 11  │
 *        zeros first  │     │  │  then ones     └─────┴─────┘
 *                     ▼     ▼  ▼
 *     rows now     1 [3  4] 6  0 [2  5] 7
 *     east bits    0 [1  0] 0  1 [0  1] 0
 *                  └─ north ─┘ └─ south ─┘
 *
 * Take the window of rows 2..5 (in brackets). Its rows stay together at every line, because groups keep their order; and
 * where they went follows from counting alone. With rank(i) = ones before place i and Z = zeros in the line:
 *
 *     a range [lo, hi) of a line continues as   [lo - rank(lo),  hi - rank(hi))     its rows with a 0
 *                                         and   [Z + rank(lo),   Z + rank(hi))      its rows with a 1
 *
 * After two bits for each level of the quadtree a range holds exactly the window's rows of one cell, and its **length is the
 * count**. No row is ever looked at. An empty range and a cell outside the view are not followed, so the price of a picture
 * is the number of its non-empty cells, whether the window is a day or ten years.
 *
 * **rank in two reads.** A line is cut into blocks of 64 bits, each stored as three words that share a cache line:
 *
 *     [ones before the block][bits 0..31][bits 32..63]      rank(i) = first word + ones among the bits before i
 *
 * That makes 96 bits of memory for 64 of the line: 26 lines cost 4.9 bytes a row.
 *
 * **Line by line, not cell by cell.** `descend` carries all open ranges through one line before it turns to the next. They
 * are kept in the order of their places (zeros to the front, ones behind, as the rows themselves), so memory is read from
 * left to right and the reads do not wait for each other: twice as fast as the recursive way (10^7 rows, 11,000 cells). It
 * also takes any number of ranges at once, e.g. one for each chosen kind of incident, at little more than the price of one
 * where they meet in the same blocks.
 */

/** Plain data, so it can be posted to a worker or written to a file as it is. */
export type WaveletMatrix = {
  /** Length of the codes; even: two bits for each level of cells. */
  bits: number;
  size: number;
  /** For each bit, most significant first, its blocks `[ones before, bits 0..31, bits 32..63]`. */
  blocks: Uint32Array;
  /** For each bit, how many rows have a 0. */
  zeros: Uint32Array;
};

/** Rows `[from, to)`, as flat pairs: `[from0, to0, from1, to1, …]`. */
export type RowRanges = readonly number[] | Uint32Array;

/** A cell `depth` levels below the root, counted from its north-west corner. */
export type RootCell = { depth: number; x: number; y: number };

/** The cells `west..east` × `north..south` of one depth; all four sides belong to it. */
export type RootView = { depth: number; west: number; north: number; east: number; south: number };

/** Called with a cell of the view and how many rows of one of the ranges it holds. */
export type VisitCell = (x: number, y: number, count: number) => void;

const WORDS_PER_BLOCK = 3;

const wordsPerBit = (size: number): number => ((size >>> 6) + 1) * WORDS_PER_BLOCK; // one more, so rank(size) has a block

/** Memory that a matrix over so many rows takes. */
export const waveletBytes = (size: number, bits: number): number => bits * (wordsPerBit(size) + 1) * 4;

/** A matrix of a size, its arrays still empty, in memory that worker threads share. */
export const createWaveletArrays = (size: number, bits: number): WaveletMatrix => ({
  bits,
  size,
  blocks: shared32(bits * wordsPerBit(size)),
  zeros: shared32(bits),
});

/** The ones of a word (Hacker's Delight, figure 5-2). */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** How many ones stand before place `i` of the bit whose blocks begin at `base`. */
function rank(blocks: Uint32Array, base: number, i: number): number {
  const block = base + (i >>> 6) * WORDS_PER_BLOCK;
  const before = (1 << (i & 31)) - 1;
  const first = blocks[block + 1]!; // there is a block for every place up to `size` itself
  if ((i & 32) === 0) return blocks[block]! + onesIn(first & before);
  return blocks[block]! + onesIn(first) + onesIn(blocks[block + 2]! & before);
}

/** The Morton code of a cell: bits of `y` and `x` in turn, `y` first. */
export function interleave(x: number, y: number): number {
  return ((spread(y) << 1) | spread(x)) >>> 0;
}

/** Puts a zero before every bit of a 16-bit number. */
function spread(value: number): number {
  let bits = (value | (value << 8)) & 0x00ff00ff;
  bits = (bits | (bits << 4)) & 0x0f0f0f0f;
  bits = (bits | (bits << 2)) & 0x33333333;
  return (bits | (bits << 1)) & 0x55555555;
}

/** Builds the matrix over Morton codes of `bits` bits; `codes` is used as scratch and holds nothing afterwards. */
export function buildWaveletMatrix(codes: Uint32Array, bits: number): WaveletMatrix {
  const matrix = createWaveletArrays(codes.length, bits);
  const words = wordsPerBit(codes.length);
  const ones = new Uint32Array(codes.length);
  for (let bit = 0; bit < bits; bit++) {
    const line = matrix.blocks.subarray(bit * words, (bit + 1) * words);
    matrix.zeros[bit] = writeLine(line, { codes, ones, shift: bits - 1 - bit });
  }
  return matrix;
}

/** Writes one line of bits and moves the codes on: zeros to the front, ones behind. Returns how many zeros there are. */
function writeLine(
  line: Uint32Array,
  { codes, ones, shift }: { codes: Uint32Array; ones: Uint32Array; shift: number },
): number {
  let zeroCount = 0;
  let oneCount = 0;
  for (let start = 0, at = 0; at < line.length; start += 64, at += WORDS_PER_BLOCK) {
    line[at] = oneCount;
    const end = Math.min(codes.length, start + 64);
    for (let i = start; i < end; i++) {
      const code = codes[i]!; // i < codes.length
      const bit = (code >>> shift) & 1;
      line[at + 1 + ((i >>> 5) & 1)]! |= bit << (i & 31); // the block's first or second word of bits
      if (bit === 0) codes[zeroCount++] = code;
      else ones[oneCount++] = code;
    }
  }
  codes.set(ones.subarray(0, oneCount), zeroCount);
  return zeroCount;
}

/** How many of the rows `[from, to)` lie in the cell. */
export function countInCell(
  { bits, size, blocks, zeros }: WaveletMatrix,
  [from, to]: readonly [from: number, to: number],
  { depth, x, y }: RootCell,
): number {
  let [low, high] = [from, to];
  for (let bit = 0; bit < Math.min(bits, 2 * depth) && low < high; bit++) {
    const base = bit * wordsPerBit(size);
    const [ones, onesToo] = [rank(blocks, base, low), rank(blocks, base, high)];
    const isOne = ((bit % 2 === 0 ? y : x) >>> (depth - 1 - (bit >>> 1))) & 1;
    low = isOne ? zeros[bit]! + ones : low - ones; // bit < bits
    high = isOne ? zeros[bit]! + onesToo : high - onesToo;
  }
  return Math.max(0, high - low);
}

/** Open ranges: where each begins and ends, the part of its cell's coordinate that the next bit extends, and the other part. */
type Frontier = { count: number; low: Uint32Array; high: Uint32Array; next: Uint32Array; other: Uint32Array };

const createFrontier = (capacity: number): Frontier => ({
  count: 0,
  low: new Uint32Array(capacity),
  high: new Uint32Array(capacity),
  next: new Uint32Array(capacity),
  other: new Uint32Array(capacity),
});

/** Puts the ranges of `more` behind those of `target`, which has room for them. */
function appendRanges(target: Frontier, more: Frontier): void {
  target.low.set(more.low.subarray(0, more.count), target.count);
  target.high.set(more.high.subarray(0, more.count), target.count);
  target.next.set(more.next.subarray(0, more.count), target.count);
  target.other.set(more.other.subarray(0, more.count), target.count);
  target.count += more.count;
}

/** Working memory of `descend`, kept from query to query: the open ranges and what becomes of them. */
export type DescentScratch = { open: Frontier; zeros: Frontier; ones: Frontier };

const FIRST_CAPACITY = 4096;

/** Working memory for `descend`; it grows to the largest picture asked for. */
export const createDescentScratch = (): DescentScratch => ({
  open: createFrontier(FIRST_CAPACITY),
  zeros: createFrontier(FIRST_CAPACITY),
  ones: createFrontier(FIRST_CAPACITY),
});

/** Makes room for `count` ranges in each frontier; the open ones stay. */
function makeRoom(scratch: DescentScratch, count: number): void {
  if (count <= scratch.open.low.length) return;
  const open = createFrontier(2 * count);
  appendRanges(open, scratch.open);
  Object.assign(scratch, { open, zeros: createFrontier(2 * count), ones: createFrontier(2 * count) });
}

/** Opens every range that is not empty, at the root. */
function openRanges(scratch: DescentScratch, ranges: RowRanges): void {
  scratch.open.count = 0;
  makeRoom(scratch, ranges.length / 2);
  const { low, high, next, other } = scratch.open;
  let count = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    if (ranges[i]! >= ranges[i + 1]!) continue; // ranges come in pairs
    low[count] = ranges[i]!;
    high[count] = ranges[i + 1]!;
    next[count] = other[count++] = 0;
  }
  scratch.open.count = count;
}

/** A line of bits and which values of the coordinate that it extends touch the view. */
type Line = { bit: number; first: number; last: number };

/**
 * Carries the open ranges through one line of bits. HOT: nearly all the time of a query is spent here. The columns are
 * taken out of their objects first and written in place: 1.5 times as fast as a helper that puts a range (10^7 rows).
 */
function carryThrough(matrix: WaveletMatrix, { bit, first, last }: Line, scratch: DescentScratch): void {
  const { blocks, size } = matrix;
  const { count, low, high, next, other } = scratch.open;
  const { low: zeroLow, high: zeroHigh, next: zeroNext, other: zeroOther } = scratch.zeros;
  const { low: oneLow, high: oneHigh, next: oneNext, other: oneOther } = scratch.ones;
  const base = bit * wordsPerBit(size);
  const zeroRows = matrix.zeros[bit]!; // bit < bits
  let zeroCount = 0;
  let oneCount = 0;
  for (let i = 0; i < count; i++) {
    const from = low[i]!; // i < count, here and below
    const to = high[i]!;
    const before = rank(blocks, base, from);
    const until = rank(blocks, base, to);
    const half = next[i]! * 2;
    if (to - from > until - before && half >= first && half <= last) {
      zeroLow[zeroCount] = from - before;
      zeroHigh[zeroCount] = to - until;
      zeroNext[zeroCount] = other[i]!;
      zeroOther[zeroCount++] = half;
    }
    if (until > before && half + 1 >= first && half + 1 <= last) {
      oneLow[oneCount] = zeroRows + before;
      oneHigh[oneCount] = zeroRows + until;
      oneNext[oneCount] = other[i]!;
      oneOther[oneCount++] = half + 1;
    }
  }
  scratch.zeros.count = zeroCount;
  scratch.ones.count = oneCount;
  appendRanges(scratch.zeros, scratch.ones);
  [scratch.open, scratch.zeros] = [scratch.zeros, scratch.open];
}

/** What to count: which rows, in which cells. */
export type Descent = { ranges: RowRanges; view: RootView; scratch: DescentScratch };

/**
 * Visits every cell of the view that holds rows of the ranges, once for each range that has some there.
 * `view.depth` may not exceed half the matrix's bits.
 */
export function descend(matrix: WaveletMatrix, { ranges, view, scratch }: Descent, visit: VisitCell): void {
  openRanges(scratch, ranges);
  for (let bit = 0; bit < 2 * view.depth && scratch.open.count > 0; bit++) {
    const shift = view.depth - 1 - (bit >>> 1);
    const [first, last] = bit % 2 === 0 ? [view.north, view.south] : [view.west, view.east];
    makeRoom(scratch, 2 * scratch.open.count);
    carryThrough(matrix, { bit, first: first >>> shift, last: last >>> shift }, scratch);
  }
  const { count, low, high, next, other } = scratch.open;
  for (let i = 0; i < count; i++) visit(other[i]!, next[i]!, high[i]! - low[i]!); // i < count
}
