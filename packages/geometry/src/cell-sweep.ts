import { CROWDED, FIRST_RECORD, HEAD, HOLE, NOBODY, PER_EDGE } from "./cell-record.ts";
import { createRaster, listByCell, toCorners } from "./cell-raster.ts";
import type { Raster } from "./cell-raster.ts";
import { crossesGoingWest } from "./crossing.ts";
import type { EdgeTable } from "./edge-table.ts";
import type { SidedRing } from "./sided-ring.ts";

/** Bits of one number, less the sign. */
const MAX_RINGS = 30;

/** Beyond this the slower search, which looks only at edges at the point's height, is the faster one. */
const MAX_EDGES = 400;

const NO_EDGES = new Int32Array(0);

/** The raster with an entry for every cell and the records that entries point to. */
export type SweptCells = { raster: Raster; entries: Int32Array; records: Int32Array };

/** Fills every cell's entry, row by row, carrying along which rings hold the reference point. */
export function sweepCells(table: EdgeTable, rings: readonly SidedRing[]): SweptCells {
  const [raster, corners] = [createRaster(table), toCorners(table)];
  const { start, edges } = listByCell(corners, raster);
  const entries = new Int32Array(raster.columns * raster.rows);
  const writer = createRecordWriter({ table, rings, corners });
  for (let row = 0; row < raster.rows; row++) {
    const holding: number[] = [];
    const y = raster.south + row * raster.height;
    let untouched = NOBODY;
    for (let column = 0; column < raster.columns; column++) {
      const cell = row * raster.columns + column;
      const own = edges.subarray(start[cell], start[cell + 1]);
      entries[cell] = own.length === 0 ? untouched : writer.write(own, holding);
      const toX = raster.west + column * raster.width;
      const crossed = own.filter((edge) =>
        crossesGoingWest(corners, 4 * edge, { x: toX + raster.width, y, toX, toY: y }),
      );
      for (const edge of crossed) toggleSides(table, edge, holding);
      if (crossed.length > 0) untouched = writer.write(NO_EDGES, holding);
    }
  }
  return { raster, entries, records: writer.finish() };
}

function toggleSides(table: EdgeTable, edge: number, holding: number[]): void {
  for (const side of [table.left, table.right]) {
    const ring = side[edge]!; // an edge of the table
    const known = holding.indexOf(ring);
    if (known >= 0) holding.splice(known, 1);
    else if (ring >= 0) holding.push(ring);
  }
}

/** The outlines that are swept: unique edges, the rings that are their sides, their corners. */
type Outlines = { table: EdgeTable; rings: readonly SidedRing[]; corners: Int32Array };

/** The rings that matter in a cell, in order, a hole with its shell; null when they are too many. */
function ringsIn({ table, rings }: Outlines, edges: Int32Array, holding: readonly number[]): number[] | null {
  const found: number[] = [];
  const add = (ring: number): void => {
    if (ring < 0 || found.includes(ring) || found.length > MAX_RINGS) return;
    found.push(ring);
    add(rings[ring]!.shell); // sides number rings
  };
  for (const ring of holding) add(ring);
  for (const edge of edges) {
    add(table.left[edge]!); // edges of the table
    add(table.right[edge]!);
  }
  return found.length > MAX_RINGS ? null : found.sort((a, b) => a - b);
}

/** The bit of a ring of a list; none for no ring. */
const bitOf = (list: readonly number[], ring: number): number => (ring < 0 ? 0 : 1 << list.indexOf(ring));

/** Writes records one after the other and answers with the cell's entry. */
function createRecordWriter(outlines: Outlines) {
  const { table, rings, corners } = outlines;
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
  const isShell = (ring: number): boolean => rings[ring]!.shell === ring; // sides number rings
  return {
    write(edges: Int32Array, holding: readonly number[]): number {
      const [first] = holding;
      if (edges.length === 0 && first === undefined) return NOBODY;
      if (edges.length === 0 && first !== undefined && holding.length === 1 && isShell(first))
        return rings[first]!.area; // as above
      const list = edges.length > MAX_EDGES ? null : ringsIn(outlines, edges, holding);
      if (!list) return CROWDED;
      const offset = reserve(HEAD + PER_EDGE * edges.length + list.length);
      records[offset] = edges.length;
      records[offset + 1] = list.length;
      records[offset + 2] = holding.reduce((bits, ring) => bits | bitOf(list, ring), 0);
      let at = offset + HEAD;
      for (const edge of edges) {
        records[at] = bitOf(list, table.left[edge]!) ^ bitOf(list, table.right[edge]!); // edges of the table
        for (let i = 0; i < 4; i++) records[at + 1 + i] = corners[4 * edge + i]!; // four for each edge
        at += PER_EDGE;
      }
      for (const ring of list) records[at++] = isShell(ring) ? rings[ring]!.area : HOLE; // as above
      return -offset - FIRST_RECORD;
    },
    finish: (): Int32Array => records.slice(0, length),
  };
}
