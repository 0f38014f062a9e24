import type { EdgeTable } from "./edge-table.ts";

/** The knee: fewer make boundary cells long, more cost memory and cache (measured on 300 to 20,000 areas, to a power of two). */
const CELLS_PER_EDGE = 2.5;

/** Bounds the memory of the raster itself to 128 MB. */
const MAX_CELLS = 2 ** 25;

/** A shift by 32 would be none. */
const MAX_SHIFT = 31;

/**
 * Equal cells over the bounding box. Their sides are powers of two, so a shift finds a point's cell: a division would take
 * longer than all the rest of a look-up. `west` lies one unit west of everything.
 */
export type Raster = {
  west: number;
  south: number;
  east: number;
  north: number;
  /** A cell is 2 ** columnShift units wide and 2 ** rowShift high. */
  columnShift: number;
  rowShift: number;
  columns: number;
  rows: number;
};

/** The bounding box of the nodes, a unit wider on the west. */
function boundsOf({ nodes }: EdgeTable): Pick<Raster, "west" | "south" | "east" | "north"> {
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (let i = 0; i < nodes.length; i += 2) {
    const x = nodes[i]!; // even length
    const y = nodes[i + 1]!; // as above
    if (x < box.west) box.west = x;
    if (x > box.east) box.east = x;
    if (y < box.south) box.south = y;
    if (y > box.north) box.north = y;
  }
  return { ...box, west: box.west - 1 };
}

/** A raster with as many cells as edges are worth, to the next power of two. */
export function createRaster(table: EdgeTable): Raster {
  const box = boundsOf(table);
  const [across, up] = [box.east - box.west + 1, box.north - box.south + 1];
  const cells = Math.min(MAX_CELLS, CELLS_PER_EDGE * table.count);
  const shifts = Math.max(0, Math.round(Math.log2((across * up) / cells)));
  // Never more than `cells` columns or rows, however flat everything is.
  const least = (extent: number): number => Math.max(0, Math.ceil(Math.log2(extent / cells)));
  const columnShift = Math.min(MAX_SHIFT, Math.max(Math.ceil(shifts / 2), least(across)));
  const rowShift = Math.min(MAX_SHIFT, Math.max(Math.floor(shifts / 2), least(up)));
  return {
    ...box,
    columnShift,
    rowShift,
    columns: Math.ceil(across / 2 ** columnShift),
    rows: Math.ceil(up / 2 ** rowShift),
  };
}

/** Does the raster reach a point? Not for NaN. */
export const isInRaster = ({ west, south, east, north }: Raster, x: number, y: number): boolean =>
  x >= west && x <= east && y >= south && y <= north;

/** The cell of a point that the raster reaches; differences beyond 31 bits are right as unsigned numbers. */
export const cellOf = (
  { west, south, columnShift, rowShift, columns }: Raster,
  x: number,
  y: number,
): number => ((y - south) >>> rowShift) * columns + ((x - west) >>> columnShift);

/** Calls for every cell that an edge may touch: at least those where it crosses a way from a point to the reference. */
function eachCell(corners: Int32Array, raster: Raster, visit: (cell: number, edge: number) => void): void {
  const { west, south, columnShift, rowShift, columns } = raster;
  const height = 2 ** rowShift;
  for (let i = 0; i < corners.length; i += 4) {
    const lowX = corners[i]!; // four for each edge
    const lowY = corners[i + 1]!; // as above
    const highX = corners[i + 2]!; // as above
    const highY = corners[i + 3]!; // as above
    const slope = highY === lowY ? 0 : (highX - lowX) / (highY - lowY);
    const last = (highY - south) >>> rowShift;
    for (let row = (lowY - south) >>> rowShift; row <= last; row++) {
      const floor = south + row * height;
      const from = floor <= lowY ? lowX : lowX + (floor - lowY) * slope;
      const to = floor + height >= highY ? highX : lowX + (floor + height - lowY) * slope;
      // One unit of slack: the slope is rounded, and an edge on a cell's east side is crossed on the way to the next one.
      const first = Math.max(0, Math.min(from, to) - 1 - west) >>> columnShift;
      const end = Math.min(columns - 1, (Math.max(from, to) + 1 - west) >>> columnShift);
      for (let column = first; column <= end; column++) visit(row * columns + column, i / 4);
    }
  }
}

/** The edges of a cell: `edges[from]` to `edges[to - 1]`. */
export type CellEdges = { edges: Int32Array; from: number; to: number };

/** The edges of each cell: those of cell c are `edges[start[c]]` to `edges[start[c + 1] - 1]`. */
export type Listing = { start: Int32Array; edges: Int32Array };

/** Lists the edges (corners as `toCorners` gives them) by the cells that they may touch. */
export function listByCell(corners: Int32Array, raster: Raster): Listing {
  const cells = raster.columns * raster.rows;
  // Counted two places on: as a cell is filled, the place between runs from its start to its end, where the next one starts.
  const start = new Int32Array(cells + 2);
  eachCell(corners, raster, (cell) => start[cell + 2]!++);
  for (let cell = 0; cell < cells; cell++) start[cell + 2]! += start[cell + 1]!;
  const edges = new Int32Array(start[cells + 1]!);
  eachCell(corners, raster, (cell, edge) => (edges[start[cell + 1]!++] = edge));
  return { start, edges };
}

/** The ends of every edge, the lower one first: four numbers each. */
export function toCorners(table: EdgeTable): Int32Array {
  const corners = new Int32Array(4 * table.count);
  for (let edge = 0; edge < table.count; edge++) {
    const a = 2 * table.from[edge]!; // edge < count
    const b = 2 * table.to[edge]!; // as above
    const isUpward = table.nodes[a + 1]! <= table.nodes[b + 1]!; // nodes of this table
    const low = isUpward ? a : b;
    const high = isUpward ? b : a;
    corners[4 * edge] = table.nodes[low]!; // as above
    corners[4 * edge + 1] = table.nodes[low + 1]!;
    corners[4 * edge + 2] = table.nodes[high]!;
    corners[4 * edge + 3] = table.nodes[high + 1]!;
  }
  return corners;
}
