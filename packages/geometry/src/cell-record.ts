import { orient } from "./orient.ts";

/*
 * What a cell with borders in it knows, as whole numbers of 32 bits in a row. Every record begins with three numbers; the
 * first is `pieces * 4 + kind`. A piece is a part of a border: the pieces west of a point, those that a ray going west meets,
 * change who holds it.
 *
 *     NARROW  who holds the point when the number of pieces met is even; who when it is odd; then 2 numbers a piece
 *     WIDE    the same, 4 numbers a piece
 *     MANY    how many rings; which of them hold when no piece is met (bits); then 5 numbers a piece; then the rings
 *
 * Nine cells in ten have two sides. A piece is its lower and its upper end: x and y of both in units, in NARROW both packed
 * into 16 bits, counted from the cell's middle. In MANY the rings that a piece bounds come before, as bits. The rings are in
 * order, a shell as its area, a hole of the shell before it as HOLE.
 */

/** Nobody holds. An entry of this, or above, answers for the whole cell. */
export const NOBODY = -1;

/** Entry of a cell that is left to the slower search. */
export const CROWDED = -2;

/** An entry of -(offset + FIRST_RECORD) stands for the record at that offset. */
export const FIRST_RECORD = 3;

/** The kinds of records: of more than two areas, of two, of two in 16 bits. */
export const [MANY, WIDE, NARROW] = [0, 1, 2] as const;

/** Numbers before the pieces. */
export const HEAD = 3;

/** Numbers that a piece takes, by the record's kind. */
export const PIECE_SIZE = [5, 4, 2] as const;

/** A hole of the shell before it. */
export const HOLE = -1;

/** A point in units, and how far east and north of its cell's middle it lies. */
export type CellPoint = { x: number; y: number; east: number; north: number };

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
function meetsPacked(low: number, high: number, { east, north }: CellPoint): number {
  const lowX = low >> 16;
  const lowY = (low << 16) >> 16;
  const highY = (high << 16) >> 16;
  const side = Math.imul((high >> 16) - lowX, north - lowY) - Math.imul(highY - lowY, east - lowX);
  return ((lowY - north - 1) & (north - highY) & (side - 1)) >>> 31;
}

/** Who holds a point of a cell with two sides. */
function ownerOfTwo(records: Int32Array, offset: number, point: CellPoint): number {
  const head = records[offset]!; // a record starts at `offset`
  const start = offset + HEAD;
  let isOdd = 0;
  if ((head & 3) === NARROW) {
    const end = start + 2 * (head >> 2);
    for (let at = start; at < end; at += 2) {
      isOdd ^= meetsPacked(records[at]!, records[at + 1]!, point); // two numbers a piece
    }
  } else {
    const end = start + 4 * (head >> 2);
    for (let at = start; at < end; at += 4) if (meets(records, at, point.x, point.y)) isOdd ^= 1;
  }
  return records[offset + 1 + isOdd]!; // the record's head
}

/** The rings of a record of many that hold a point, as bits. */
function bitsOfMany(records: Int32Array, offset: number, point: CellPoint): number {
  let bits = records[offset + 2]!; // a record starts at `offset`
  const end = offset + HEAD + 5 * (records[offset]! >> 2); // as above
  for (let at = offset + HEAD; at < end; at += 5)
    if (meets(records, at + 1, point.x, point.y)) bits ^= records[at]!;
  return bits;
}

/** The rings of a record of many. */
function ringsOfMany(records: Int32Array, offset: number): Int32Array {
  const start = offset + HEAD + 5 * (records[offset]! >> 2); // a record starts at `offset`
  return records.subarray(start, start + records[offset + 1]!); // its head
}

/** The first area of a record that holds a point, or NOBODY. */
export function firstOwner(records: Int32Array, offset: number, point: CellPoint): number {
  if ((records[offset]! & 3) !== MANY) return ownerOfTwo(records, offset, point); // a record starts at `offset`
  const bits = bitsOfMany(records, offset, point);
  const start = offset + HEAD + 5 * (records[offset]! >> 2); // as above
  const count = records[offset + 1]!; // as above
  let held = NOBODY;
  for (let i = 0; i < count; i++) {
    const area = records[start + i]!; // i < count
    if (area !== HOLE && held !== NOBODY) return held;
    if (bits & (1 << i)) held = area === HOLE ? NOBODY : area;
  }
  return held;
}

/** All areas of a record that hold a point, ascending. */
export function listOwners(records: Int32Array, offset: number, point: CellPoint): number[] {
  if ((records[offset]! & 3) === MANY) {
    return ownersOfRings(ringsOfMany(records, offset), bitsOfMany(records, offset, point)); // a record starts at `offset`
  }
  const owner = ownerOfTwo(records, offset, point);
  return owner === NOBODY ? [] : [owner];
}

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
