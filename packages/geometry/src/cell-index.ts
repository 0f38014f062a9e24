/**
 * The cell index: which areas hold a point, by one array read for most points.
 *
 * A raster lies over all outlines, about four cells for every edge. A cell that no edge touches lies in one area, or in
 * none, as a whole: the cell's entry is the answer. A cell that edges touch has a record of just those edges, of the
 * rings that matter there, and of which of these rings hold its reference point (the south-west corner).
 *
 * A point in such a cell is compared with the reference point. Walk from the point west to the reference's meridian, then
 * along it to the reference: every edge on the way changes the answer of the rings that it belongs to, so their bits are
 * toggled, and the bits that remain tell the rings that hold the point. Only edges of the record can lie on the way, since
 * the way does not leave the cell. A polygon holds what its shell holds and none of its holes does.
 *
 * Exactness. A point on a border has an owner by R14, "the area you enter by stepping east and then a hair north": as if the
 * point were moved by (α, β), both positive, vanishingly small, β far smaller than α. Both legs of the way decide ties as
 * that moved point lies, and `orient` is exact, so the answer is the brute force's for every point in whole units. The
 * walk also carries the reference from each cell to the next one in its row while the index is built, starting one unit
 * west of everything, where no ring holds anything.
 *
 * Costs. Built in one sweep over cells and edges. A record of an edge is five numbers of 32 bits; edges are unique, so a
 * border between two areas is stored once per cell. Cells with more rings than a number has bits, or with very many edges,
 * are marked and answered by the slower search. Everything that answers is in two typed arrays.
 */
import { createRaster, listByCell, toCorners } from "./cell-raster.ts";
import type { Raster } from "./cell-raster.ts";
import { crossesGoingSouth, crossesGoingWest } from "./crossing.ts";
import type { Way } from "./crossing.ts";
import type { EdgeTable } from "./edge-table.ts";
import type { Holders } from "./holders.ts";
import type { SidedRing } from "./sided-ring.ts";

/** Answers for one exact point in whole units, without the second look. */
export type CellIndex = {
  /** The first area that holds the point, or -1. */
  ownerAt(x: number, y: number): number;
  /** All areas that hold it, ascending. */
  holdersAt: Holders;
};

/** Bits of one number, less the sign. */
const MAX_RINGS = 30;

/** Beyond this the slower search, which looks only at edges at the point's height, is the faster one. */
const MAX_EDGES = 400;

/** Entry of a cell: an area >= 0, or one of these, or -(offset of its record) - FIRST_RECORD. */
const NOBODY = -1;
const CROWDED = -2;
const FIRST_RECORD = 3;

/** Numbers in a record before its edges (how many edges, how many rings, bits of the reference), and for each edge. */
const HEAD = 3;
const PER_EDGE = 5;

/** In a record's list of rings: a hole of the shell before it. */
const HOLE = -1;

const NO_EDGES = new Int32Array(0);

/** Builds the index over the unique edges of `rings`; `holders` answers for crowded cells. */
export function createCellIndex(table: EdgeTable, rings: readonly SidedRing[], holders: Holders): CellIndex {
  if (table.count === 0) return { ownerAt: () => NOBODY, holdersAt: () => [] };
  const raster = createRaster(table);
  const { entries, records } = sweep(table, rings, raster);
  const { west, south, width, height, columns, rows } = raster;
  const entryAt = (x: number, y: number): number => {
    const [column, row] = [Math.floor((x - west) / width), Math.floor((y - south) / height)];
    if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return NOBODY; // also for NaN
    return entries[row * columns + column]!; // inside the raster
  };
  const wayFrom = (x: number, y: number): Way => {
    const [column, row] = [Math.floor((x - west) / width), Math.floor((y - south) / height)];
    return { x, y, toX: west + column * width, toY: south + row * height };
  };
  return {
    ownerAt(x, y) {
      const entry = entryAt(x, y);
      if (entry >= NOBODY) return entry;
      if (entry === CROWDED) return holders(x, y)[0] ?? NOBODY;
      return firstOwner(records, -entry - FIRST_RECORD, wayFrom(x, y));
    },
    holdersAt(x, y) {
      const entry = entryAt(x, y);
      if (entry >= NOBODY) return entry === NOBODY ? [] : [entry];
      return entry === CROWDED ? holders(x, y) : listOwners(records, -entry - FIRST_RECORD, wayFrom(x, y));
    },
  };
}

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

function firstOwner(records: Int32Array, offset: number, way: Way): number {
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

function listOwners(records: Int32Array, offset: number, way: Way): number[] {
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

/** Fills every cell's entry, row by row, carrying along which rings hold the reference point. */
function sweep(table: EdgeTable, rings: readonly SidedRing[], raster: Raster) {
  const corners = toCorners(table);
  const { start, edges } = listByCell(corners, raster);
  const entries = new Int32Array(raster.columns * raster.rows);
  const writer = createRecordWriter(table, rings, corners);
  for (let row = 0; row < raster.rows; row++) {
    const holding = new Set<number>();
    const toY = raster.south + row * raster.height;
    let untouched = NOBODY;
    for (let column = 0; column < raster.columns; column++) {
      const cell = row * raster.columns + column;
      const own = edges.subarray(start[cell], start[cell + 1]);
      entries[cell] = own.length === 0 ? untouched : writer.write(own, holding);
      const toX = raster.west + column * raster.width;
      const changed = carry({ table, corners, holding }, own, { x: toX + raster.width, y: toY, toX, toY });
      if (changed) untouched = writer.write(NO_EDGES, holding);
    }
  }
  return { entries, records: writer.finish() };
}

/** Moves the reference one cell east: toggles the rings of every edge between. */
function carry(
  { table, corners, holding }: { table: EdgeTable; corners: Int32Array; holding: Set<number> },
  edges: Int32Array,
  way: Way,
): boolean {
  let changed = false;
  for (const edge of edges) {
    if (!crossesGoingWest(corners, 4 * edge, way)) continue;
    changed = true;
    for (const ring of [table.left[edge]!, table.right[edge]!]) {
      // edges of the table
      if (ring >= 0 && !holding.delete(ring)) holding.add(ring);
    }
  }
  return changed;
}

/** The bits of some rings of a list; what comes twice takes itself back. */
function bitsOf(list: readonly number[], some: Iterable<number>): number {
  let bits = 0;
  for (const ring of some) bits ^= 1 << list.indexOf(ring);
  return bits;
}

/** Writes records one after the other and answers with the cell's entry. */
function createRecordWriter(table: EdgeTable, rings: readonly SidedRing[], corners: Int32Array) {
  let [records, length] = [new Int32Array(1024), 0];
  const reserve = (count: number): number => {
    if (length + count > records.length) {
      const larger = new Int32Array(Math.max(records.length * 2, length + count));
      larger.set(records);
      records = larger;
    }
    length += count;
    return length - count;
  };
  const sidesOf = (edge: number): number[] =>
    [table.left[edge]!, table.right[edge]!].filter((ring) => ring >= 0); // edges of the table
  /** The rings that matter in a cell, in order; a hole brings its shell. */
  const ringsOf = (edges: Int32Array, holding: ReadonlySet<number>): number[] => {
    const found = new Set(holding);
    for (const edge of edges) for (const ring of sidesOf(edge)) found.add(ring);
    for (const ring of found) found.add(rings[ring]!.shell); // sides number rings
    return [...found].sort((a, b) => a - b);
  };
  const entryOf = (list: readonly number[]): Int32Array =>
    Int32Array.from(list, (ring) => (rings[ring]!.shell === ring ? rings[ring]!.area : HOLE)); // as above
  return {
    write(edges: Int32Array, holding: ReadonlySet<number>): number {
      const list = ringsOf(edges, holding);
      if (list.length > MAX_RINGS || edges.length > MAX_EDGES) return CROWDED;
      const [areas, bits] = [entryOf(list), bitsOf(list, holding)];
      const owners = edges.length === 0 ? ownersOf(areas, bits) : [];
      if (edges.length === 0 && owners.length < 2) return owners[0] ?? NOBODY;
      const offset = reserve(HEAD + PER_EDGE * edges.length + list.length);
      records.set([edges.length, list.length, bits], offset);
      for (const [i, edge] of edges.entries()) {
        const at = offset + HEAD + PER_EDGE * i;
        records[at] = bitsOf(list, sidesOf(edge));
        records.set(corners.subarray(4 * edge, 4 * edge + 4), at + 1);
      }
      records.set(areas, offset + HEAD + PER_EDGE * edges.length);
      return -offset - FIRST_RECORD;
    },
    finish: (): Int32Array => records.slice(0, length),
  };
}
