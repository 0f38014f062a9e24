import { crossesGoingSouth, crossesGoingWest } from "./crossing.ts";
import type { Way } from "./crossing.ts";

/** Entry of a cell that no area touches. An entry >= 0 is the one area that covers the cell. */
export const NOBODY = -1;

/** Entry of a cell that is left to the slower search. */
export const CROWDED = -2;

/** An entry of -(offset + FIRST_RECORD) stands for the record at that offset. */
export const FIRST_RECORD = 3;

/**
 * A record: how many edges, how many rings, which of the rings hold the reference point (bits); then the edges, each the
 * bits of its rings and four numbers (`toCorners`); then the rings in order, a shell as its area, a hole as HOLE.
 */
export const HEAD = 3;

/** Numbers that an edge takes in a record. */
export const PER_EDGE = 5;

/** A hole of the shell before it. */
export const HOLE = -1;

/** The rings of a record that hold the start of the way, as bits. */
function holdingBits(records: Int32Array, offset: number, way: Way): number {
  let bits = records[offset + 2]!; // a record starts at `offset`
  const end = offset + HEAD + PER_EDGE * records[offset]!; // as above
  for (let at = offset + HEAD; at < end; at += PER_EDGE) {
    if (crossesGoingWest(records, at + 1, way) !== crossesGoingSouth(records, at + 1, way))
      bits ^= records[at]!;
  }
  return bits;
}

/** Where the list of a record's rings begins: the area for a shell, HOLE for a hole of the shell before it. */
const ringsAt = (records: Int32Array, offset: number): number => offset + HEAD + PER_EDGE * records[offset]!; // its head

/** The first area of a record that holds the start of the way, or NOBODY. */
export function firstOwner(records: Int32Array, offset: number, way: Way): number {
  const bits = holdingBits(records, offset, way);
  const [start, count] = [ringsAt(records, offset), records[offset + 1]!]; // its head
  let held = NOBODY;
  for (let i = 0; i < count; i++) {
    const area = records[start + i]!; // i < count
    if (area !== HOLE && held !== NOBODY) return held;
    if (bits & (1 << i)) held = area === HOLE ? NOBODY : area;
  }
  return held;
}

/** All areas of a record that hold the start of the way, ascending. */
export function listOwners(records: Int32Array, offset: number, way: Way): number[] {
  const start = ringsAt(records, offset);
  const list = records.subarray(start, start + records[offset + 1]!); // its head
  return ownersOf(list, holdingBits(records, offset, way));
}

/** All areas with a shell that holds and no hole of it that does. */
function ownersOf(list: Int32Array, bits: number): number[] {
  const owners: number[] = [];
  let held = NOBODY;
  const settle = (next: number): void => {
    if (held !== NOBODY && held !== owners.at(-1)) owners.push(held);
    held = next;
  };
  for (const [i, area] of list.entries()) {
    const holds = (bits & (1 << i)) !== 0;
    if (area !== HOLE) settle(holds ? area : NOBODY);
    else if (holds) held = NOBODY;
  }
  settle(NOBODY);
  return owners;
}
