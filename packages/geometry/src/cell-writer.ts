import type { Borders, CellFrame, CellPieces } from "./cell-pieces.ts";
import { areAlike, createPieceCutter } from "./cell-pieces.ts";
import {
  CROWDED,
  FIRST_RECORD,
  HEAD,
  HOLE,
  MANY,
  NARROW,
  NOBODY,
  ownersOfRings,
  PIECE_SIZE,
  WIDE,
} from "./cell-record.ts";
import { createGrowingNumbers } from "./growing-numbers.ts";
import type { SidedRing } from "./sided-ring.ts";

/** Bits of one number, less the sign. */
const MAX_RINGS = 30;

/** Beyond this the slower search, which looks only at edges at the point's height, is the faster one. */
const MAX_EDGES = 400;

const MOST_PACKED = 2 ** 15 - 1;
const MOST_SIDE = 2 ** 31 - 1;

/** The middle of a cell, from which packed ends are counted. */
export const middleOf = (low: number, high: number): number => low + ((high - low) >> 1);

/** Writes records one after the other. */
export type CellWriter = {
  /** The entry of a cell that these edges touch; `holding` = the rings that hold its reference point. */
  write(edges: Int32Array, holding: readonly number[], frame: CellFrame): number;
  /** The entry of cells that no edge touches. */
  writeUntouched(holding: readonly number[]): number;
  finish(): Int32Array;
};

/** Rings by their bits: those of the reference and those that each piece changes. */
type CellBits = { areas: number[]; atReference: number; ofPieces: number[] };

/** Do the ends fit 16 bits when counted from the middle, and all that `meetsPacked` multiplies 32? */
function fitPacked({ count, ends }: CellPieces, frame: CellFrame): boolean {
  const x = middleOf(frame.west, frame.east);
  const y = middleOf(frame.south, frame.north);
  const acrossHalf = frame.east - x + 1;
  const upHalf = frame.north - y + 1;
  for (let at = 0; at < 4 * count; at += 4) {
    const lowX = Math.abs(ends[at]! - x); // four for each piece
    const lowY = Math.abs(ends[at + 1]! - y); // as above
    const highX = Math.abs(ends[at + 2]! - x); // as above
    const highY = Math.abs(ends[at + 3]! - y); // as above
    if (Math.max(lowX, lowY, highX, highY) > MOST_PACKED) return false;
    const left = Math.abs(ends[at + 2]! - ends[at]!) * (lowY + upHalf); // as above
    const right = (ends[at + 3]! - ends[at + 1]!) * (lowX + acrossHalf); // as above
    if (left + right > MOST_SIDE) return false;
  }
  return true;
}

const NO_EDGES = new Int32Array(0);
const NOWHERE: CellFrame = { west: 0, south: 0, east: 0, north: 0 };

/** Writes what cells hold, in the formats of cell-record.ts. */
export function createCellWriter(rings: readonly SidedRing[], borders: Borders): CellWriter {
  const { table } = borders;
  const [records, cutPieces] = [createGrowingNumbers(), createPieceCutter(borders, MAX_EDGES)];
  const isShell = (ring: number): boolean => rings[ring]?.shell === ring;

  /** The edge that all pieces are like, when there are any and they are alike; else -1. */
  function onlyBorderOf({ count, edges, met, metCount }: CellPieces): number {
    const first = count > 0 ? edges[0]! : -1; // count says so
    for (let i = 1; i < count; i++) if (!areAlike(table, first, edges[i]!)) return -1; // i < count
    for (let i = 0; i < metCount; i++) if (first >= 0 && !areAlike(table, first, met[i]!)) return -1; // as above
    return first;
  }

  /** The areas on the sides of the one border there is, first the reference's: the common case, done without any lists. */
  function sidesOf(pieces: CellPieces, holding: readonly number[]): readonly [number, number] | null {
    const border = onlyBorderOf(pieces);
    if (border < 0 || holding.length > 1) return null;
    const [left, right, held] = [table.left[border]!, table.right[border]!, holding[0] ?? -1]; // an edge of the table
    if ((held !== left && held !== right) || (left >= 0 && !isShell(left)) || (right >= 0 && !isShell(right)))
      return null;
    const [leftArea, rightArea] = [rings[left]?.area ?? NOBODY, rings[right]?.area ?? NOBODY];
    const isLeft = (held === left) === (pieces.metCount % 2 === 0);
    return isLeft ? [leftArea, rightArea] : [rightArea, leftArea];
  }

  /** The rings that matter in a cell, in order, a hole with its shell; null when they are too many. */
  function ringsIn({ count, edges, met, metCount }: CellPieces, holding: readonly number[]): number[] | null {
    const found: number[] = [];
    const add = (ring: number): void => {
      if (ring < 0 || found.length > MAX_RINGS || found.includes(ring)) return;
      found.push(ring);
      add(rings[ring]!.shell); // sides number rings
    };
    for (const ring of holding) add(ring);
    for (const edge of [...edges.subarray(0, count), ...met.subarray(0, metCount)]) {
      add(table.left[edge]!); // edges of the table
      add(table.right[edge]!);
    }
    return found.length > MAX_RINGS ? null : found.sort((a, b) => a - b);
  }

  function bitsOf(pieces: CellPieces, holding: readonly number[]): CellBits | null {
    const list = ringsIn(pieces, holding);
    if (!list) return null;
    const bitOf = (ring: number): number => (ring < 0 ? 0 : 1 << list.indexOf(ring));
    const bitsOfEdge = (edge: number): number => bitOf(table.left[edge]!) ^ bitOf(table.right[edge]!); // edges of the table
    let atReference = 0;
    for (const ring of holding) atReference |= bitOf(ring);
    for (const edge of pieces.met.subarray(0, pieces.metCount)) atReference ^= bitsOfEdge(edge);
    const areas = list.map((ring) => (isShell(ring) ? rings[ring]!.area : HOLE)); // sides number rings
    return {
      areas,
      atReference,
      ofPieces: Array.from(pieces.edges.subarray(0, pieces.count), bitsOfEdge),
    };
  }

  function writeTwo(pieces: CellPieces, frame: CellFrame, [even, odd]: readonly [number, number]): number {
    const { count, ends } = pieces;
    const [x, y] = [middleOf(frame.west, frame.east), middleOf(frame.south, frame.north)];
    const kind = fitPacked(pieces, frame) ? NARROW : WIDE;
    const size = PIECE_SIZE[kind] * count;
    const offset = records.reserve(HEAD + size);
    const numbers = records.numbers();
    numbers[offset] = count * 4 + kind;
    numbers[offset + 1] = even;
    numbers[offset + 2] = odd;
    for (let i = 0; i < size; i++) {
      const packed = ((ends[2 * i]! - x) << 16) | ((ends[2 * i + 1]! - y) & 0xffff); // four for each piece
      numbers[offset + HEAD + i] = kind === NARROW ? packed : ends[i]!; // as above
    }
    return -offset - FIRST_RECORD;
  }

  function writeMany({ count, ends }: CellPieces, { areas, atReference, ofPieces }: CellBits): number {
    const offset = records.reserve(HEAD + PIECE_SIZE[MANY] * count + areas.length);
    const numbers = records.numbers();
    numbers.set([count * 4 + MANY, areas.length, atReference], offset);
    let at = offset + HEAD;
    for (const [i, bits] of ofPieces.entries()) {
      numbers[at] = bits;
      numbers.set(ends.subarray(4 * i, 4 * i + 4), at + 1);
      at += PIECE_SIZE[MANY];
    }
    numbers.set(areas, at);
    return -offset - FIRST_RECORD;
  }

  function writePieces(pieces: CellPieces, holding: readonly number[], frame: CellFrame): number {
    const sides = sidesOf(pieces, holding);
    if (sides) return writeTwo(pieces, frame, sides);
    const bits = bitsOf(pieces, holding);
    if (!bits) return CROWDED;
    const owners = pieces.count > 0 ? null : ownersOfRings(bits.areas, bits.atReference);
    return owners && owners.length <= 1 ? (owners[0] ?? NOBODY) : writeMany(pieces, bits);
  }

  return {
    write: (edges, holding, frame) =>
      edges.length > MAX_EDGES ? CROWDED : writePieces(cutPieces(edges, frame), holding, frame),
    writeUntouched: (holding) =>
      holding.length === 0 ? NOBODY : writePieces(cutPieces(NO_EDGES, NOWHERE), holding, NOWHERE),
    finish: () => records.finish(),
  };
}
