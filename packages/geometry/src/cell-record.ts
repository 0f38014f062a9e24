import { NOBODY } from "./cell-entry.ts";
import { AREAS_AT, RECORD_AT } from "./cell-plan.ts";
import type { CellDesk } from "./cell-batch.ts";
import { orient } from "./orient.ts";

/*
 * The borders in a cell, as whole numbers of 32 bits in a row. A record's first number is `pieces * 4 + kind`. A piece is a part
 * of a border: the pieces west of a point, those that a ray going west meets, change who holds it.
 *
 *     NARROW   2 numbers a piece; an even number of pieces met: the plan's first area holds; an odd one: its second
 *     WIDE     the same, 4 numbers a piece
 *     MANY     how many rings; which of them hold when no piece is met (bits); then 5 numbers a piece; then the rings
 *     CROWDED  nothing: the slower search answers
 *
 * Nine cells in ten have two sides. A piece is its lower and its upper end: x and y of both in units, in NARROW both packed
 * into 16 bits, counted from the cell's middle. In MANY the rings that a piece bounds come before, as bits. The rings are in
 * order, a shell as its area, a hole of the shell before it as HOLE.
 */

/** The kinds of records. */
export const [MANY, WIDE, NARROW, CROWDED] = [0, 1, 2, 3] as const;

/** Numbers before the pieces, by the record's kind. */
export const HEAD = [3, 1, 1, 1] as const;

/** Numbers that a piece takes, by the record's kind. */
export const PIECE_SIZE = [5, 4, 2, 0] as const;

/** A hole of the shell before it. */
export const HOLE = -1;

/** The plans and records of all cells with borders. */
export type BorderCells = { plans: Int32Array; records: Int32Array };

/** A point in units, and how far east and north of its cell's middle it lies. */
export type CellPoint = PackedPoint & { x: number; y: number };

/** How far east and north of its cell's middle a point lies, in units. */
type PackedPoint = { east: number; north: number };

/** The middle of a cell, from which packed ends are counted. */
export const middleOf = (low: number, high: number): number => low + ((high - low) >> 1);

/**
 * Does the ray from a point to the west meet a piece, given its lower and its upper end? Points count as moved by a
 * vanishing step, east and far less north (R14): the piece holds its lower end, and who stands on it has it to the west.
 */
export function meets(pieces: Int32Array, at: number, x: number, y: number): boolean {
  const lowY = pieces[at + 1]!; // four numbers from `at`
  if (lowY > y) return false;
  const highY = pieces[at + 3]!; // as above
  if (highY <= y) return false;
  return orient(pieces[at]!, lowY, pieces[at + 2]!, highY, x, y) <= 0; // as above
}

/**
 * 1 when the ray meets a packed piece, else 0. Only pieces are packed whose products fit 32 bits here, so that the signs can
 * be taken as numbers and there is no branch that the processor would guess wrong every other time.
 */
function meetsPacked(low: number, high: number, { east, north }: PackedPoint): number {
  const lowX = low >> 16;
  const lowY = (low << 16) >> 16;
  const highY = (high << 16) >> 16;
  const side = Math.imul((high >> 16) - lowX, north - lowY) - Math.imul(highY - lowY, east - lowX);
  return ((lowY - north - 1) & (north - highY) & (side - 1)) >>> 31;
}

/** 1 when a point meets an odd number of pieces of a NARROW record, else 0. */
function isOddByPacked(records: Int32Array, record: number, point: PackedPoint): number {
  const start = record + 1;
  const end = start + 2 * (records[record]! >> 2); // a record starts here
  let isOdd = 0;
  for (let at = start; at < end; at += 2) isOdd ^= meetsPacked(records[at]!, records[at + 1]!, point); // two numbers a piece
  return isOdd;
}

/** The same for a WIDE record. */
function isOddByEnds(records: Int32Array, record: number, { x, y }: CellPoint): number {
  const start = record + HEAD[WIDE];
  const end = start + PIECE_SIZE[WIDE] * (records[record]! >> 2); // a record starts here
  let isOdd = 0;
  for (let at = start; at < end; at += PIECE_SIZE[WIDE]) if (meets(records, at, x, y)) isOdd ^= 1;
  return isOdd;
}

/** The rings of a record of many that hold a point, as bits. */
function bitsOfMany(records: Int32Array, record: number, point: CellPoint): number {
  let bits = records[record + 2]!; // a record starts here
  const start = record + HEAD[MANY];
  const end = start + PIECE_SIZE[MANY] * (records[record]! >> 2); // as above
  for (let at = start; at < end; at += PIECE_SIZE[MANY])
    if (meets(records, at + 1, point.x, point.y)) bits ^= records[at]!;
  return bits;
}

/** Where the rings of a record of many begin. */
const ringsAt = (records: Int32Array, record: number): number =>
  record + HEAD[MANY] + PIECE_SIZE[MANY] * (records[record]! >> 2); // a record starts here

/** The first area of a record of many that holds a point, or NOBODY. */
function firstOfMany(records: Int32Array, record: number, point: CellPoint): number {
  const bits = bitsOfMany(records, record, point);
  const start = ringsAt(records, record);
  const count = records[record + 1]!; // a record starts here
  let held = NOBODY;
  for (let i = 0; i < count; i++) {
    const area = records[start + i]!; // i < count
    if (area !== HOLE && held !== NOBODY) return held;
    if (bits & (1 << i)) held = area === HOLE ? NOBODY : area;
  }
  return held;
}

/** The first area that holds a point of a cell by its record, or NOBODY; not for CROWDED. */
export function firstOwner({ plans, records }: BorderCells, plan: number, point: CellPoint): number {
  const record = plans[plan + RECORD_AT]!; // a plan starts here
  const kind = records[record]! & 3; // a record starts here
  if (kind === MANY) return firstOfMany(records, record, point);
  const isOdd = (kind === NARROW ? isOddByPacked : isOddByEnds)(records, record, point);
  return plans[plan + AREAS_AT + isOdd]!; // the first or the second area
}

/** All areas that hold a point of a cell, ascending; not for CROWDED. */
export function listOwners(cells: BorderCells, plan: number, point: CellPoint): number[] {
  const { plans, records } = cells;
  const record = plans[plan + RECORD_AT]!; // a plan starts here
  if ((records[record]! & 3) === MANY) {
    const start = ringsAt(records, record); // a record starts here
    const rings = records.subarray(start, start + records[record + 1]!); // as above
    return ownersOfRings(rings, bitsOfMany(records, record, point));
  }
  const owner = firstOwner(cells, plan, point);
  return owner === NOBODY ? [] : [owner];
}

/** Is the cell left to the slower search? */
export const isCrowded = ({ plans, records }: BorderCells, plan: number): boolean =>
  (records[plans[plan + RECORD_AT]!]! & 3) === CROWDED; // a plan knows its record

/** All areas with a shell that holds and no hole of it that does; rings as in a record, those that hold as bits. */
export function ownersOfRings(rings: Int32Array | readonly number[], bits: number): number[] {
  const owners: number[] = [];
  let held = NOBODY;
  const settle = (next: number): void => {
    if (held !== NOBODY && held !== owners.at(-1)) owners.push(held);
    held = next;
  };
  for (const [i, area] of rings.entries()) {
    const holds = (bits & (1 << i)) !== 0;
    if (area !== HOLE) settle(holds ? area : NOBODY);
    else if (holds) held = NOBODY;
  }
  settle(NOBODY);
  return owners;
}

/** Gives the first `points` that wait the owners that their records know. */
export function readRecords(desk: CellDesk, points: number): void {
  const { raster, plans, records, units, owners, waiting, waitingPlans } = desk;
  const { west, south, columnShift, rowShift } = raster;
  const [columnMask, rowMask] = [2 ** columnShift - 1, 2 ** rowShift - 1];
  const [middleX, middleY] = [middleOf(0, columnMask), middleOf(0, rowMask)];
  const [recordAt, areasAt, narrow] = [RECORD_AT | 0, AREAS_AT | 0, NARROW | 0];
  for (let at = 0; at < points; at++) {
    const i = waiting[at]!; // at < points
    const plan = waitingPlans[at]!; // as above
    const x = units[2 * i]!; // two units a point
    const y = units[2 * i + 1]!; // as above
    const record = plans[plan + recordAt]!; // a plan knows its record
    if ((records[record]! & 3) === narrow) {
      const point = { east: ((x - west) & columnMask) - middleX, north: ((y - south) & rowMask) - middleY };
      owners[i] = plans[plan + areasAt + isOddByPacked(records, record, point)]!; // the first or the second area
    } else owners[i] = desk.ownerByRecord(plan, x, y);
  }
}
