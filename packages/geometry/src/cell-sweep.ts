import { createRaster, listByCell, toCorners } from "./cell-raster.ts";
import type { CellEdges, Raster } from "./cell-raster.ts";
import type { CellFrame } from "./cell-pieces.ts";
import { NOBODY } from "./cell-entry.ts";
import { meets } from "./cell-record.ts";
import type { BorderCells } from "./cell-record.ts";
import { createCellWriter } from "./cell-writer.ts";
import type { EdgeTable } from "./edge-table.ts";
import type { SidedRing } from "./sided-ring.ts";

/** The raster with an entry for every cell, and the plans and records that entries point to. */
export type SweptCells = BorderCells & { raster: Raster; entries: Int32Array };

const NO_CELLS: SweptCells = {
  raster: { west: 0, south: 0, east: -1, north: -1, columnShift: 0, rowShift: 0, columns: 0, rows: 0 },
  entries: new Int32Array(0),
  plans: new Int32Array(0),
  records: new Int32Array(0),
};

function toggle(holding: number[], ring: number): void {
  if (ring < 0) return;
  const known = holding.indexOf(ring);
  if (known >= 0) holding.splice(known, 1);
  else holding.push(ring);
}

/** Fills every cell's entry, row by row, carrying along which rings hold the reference point, the south-west corner. */
export function sweepCells(table: EdgeTable, rings: readonly SidedRing[]): SweptCells {
  if (table.count === 0) return NO_CELLS;
  const [raster, corners] = [createRaster(table), toCorners(table)];
  const { west, south, columnShift, rowShift, columns, rows } = raster;
  const [width, height] = [2 ** columnShift, 2 ** rowShift];
  const { start, edges } = listByCell(corners, raster);
  const entries = new Int32Array(columns * rows);
  const writer = createCellWriter(rings, { borders: { table, corners }, raster });

  /** Walks from one reference to the next one in the row; true when other rings hold that one. */
  const carry = (
    { edges: own, from, to }: CellEdges,
    holding: number[],
    { west: x, south: y, east }: CellFrame,
  ): boolean => {
    let isChanged = false;
    for (let i = from; i < to; i++) {
      const edge = own[i]!; // a cell's own
      if (corners[4 * edge + 1]! > y || corners[4 * edge + 3]! <= y) continue; // most edges: met from neither
      if (meets(corners, 4 * edge, east + 1, y) === meets(corners, 4 * edge, x, y)) continue;
      toggle(holding, table.left[edge]!); // an edge of the table
      toggle(holding, table.right[edge]!);
      isChanged = true;
    }
    return isChanged;
  };

  for (let row = 0; row < rows; row++) {
    const holding: number[] = [];
    const y = south + row * height;
    let untouched = NOBODY;
    for (let column = 0; column < columns; column++) {
      const cell = row * columns + column;
      const from = start[cell]!; // one more start than cells
      const to = start[cell + 1]!; // as above
      entries[cell] = untouched;
      if (from === to) continue;
      const own = { edges, from, to };
      const x = west + column * width;
      const frame = { west: x, south: y, east: x + width - 1, north: y + height - 1 };
      entries[cell] = writer.write(own, holding, frame);
      if (carry(own, holding, frame)) untouched = writer.writeUntouched(holding);
    }
  }
  return { raster, entries, ...writer.finish() };
}
