import type { EdgeTable } from "./edge-table.ts";

/** Four is the knee: fewer make boundary cells long, more cost memory and cache (measured on 300 to 20,000 areas). */
const CELLS_PER_EDGE = 4;

/** Bounds the memory of the raster itself to 128 MB. */
const MAX_CELLS = 2 ** 25;

/** Equal cells over the bounding box; `west` lies one unit west of everything. */
export type Raster = {
  west: number;
  south: number;
  width: number;
  height: number;
  columns: number;
  rows: number;
};

/** A raster with as many cells as edges are worth. */
export function createRaster(table: EdgeTable): Raster {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < table.nodes.length; i += 2) {
    const [x, y] = [table.nodes[i]!, table.nodes[i + 1]!]; // even length
    [west, east] = [Math.min(west, x), Math.max(east, x)];
    [south, north] = [Math.min(south, y), Math.max(north, y)];
  }
  west -= 1;
  const [across, up] = [east - west + 1, north - south + 1];
  const cells = Math.min(MAX_CELLS, CELLS_PER_EDGE * table.count);
  // Never more than `cells` columns or rows, however flat everything is.
  const side = Math.max(
    1,
    Math.ceil(Math.sqrt((across * up) / cells)),
    Math.ceil(Math.max(across, up) / cells),
  );
  const [columns, rows] = [Math.ceil(across / side), Math.ceil(up / side)];
  return { west, south, width: side, height: side, columns, rows };
}

/** Calls for every cell that an edge may touch: at least those where it crosses a way from a point to the reference. */
function eachCell(corners: Int32Array, raster: Raster, visit: (cell: number, edge: number) => void): void {
  const { west, south, width, height, columns, rows } = raster;
  const columnOf = (x: number): number => Math.max(0, Math.min(columns - 1, Math.floor((x - west) / width)));
  const rowOf = (y: number): number => Math.min(rows - 1, Math.floor((y - south) / height));
  for (let i = 0; i < corners.length; i += 4) {
    const [lowX, lowY, highX, highY] = [corners[i]!, corners[i + 1]!, corners[i + 2]!, corners[i + 3]!]; // four for each
    const slope = highY === lowY ? 0 : (highX - lowX) / (highY - lowY);
    const last = rowOf(highY);
    for (let row = rowOf(lowY); row <= last; row++) {
      const floor = south + row * height;
      const from = floor <= lowY ? lowX : lowX + (floor - lowY) * slope;
      const to = floor + height >= highY ? highX : lowX + (floor + height - lowY) * slope;
      // One unit of slack: the slope is rounded, and an edge on a cell's east side is crossed on the way to the next one.
      const lastColumn = columnOf(Math.max(from, to) + 1);
      for (let column = columnOf(Math.min(from, to) - 1); column <= lastColumn; column++) {
        visit(row * columns + column, i / 4);
      }
    }
  }
}

/** The edges of each cell: those of cell c are `edges[start[c]]` to `edges[start[c + 1] - 1]`. */
export type Listing = { start: Int32Array; edges: Int32Array };

/** Lists the edges (corners as `toCorners` gives them) by the cells that they may touch. */
export function listByCell(corners: Int32Array, raster: Raster): Listing {
  const cells = raster.columns * raster.rows;
  const start = new Int32Array(cells + 1);
  eachCell(corners, raster, (cell) => start[cell + 1]!++);
  for (let cell = 0; cell < cells; cell++) start[cell + 1]! += start[cell]!;
  const [edges, next] = [new Int32Array(start[cells]!), start.slice()];
  eachCell(corners, raster, (cell, edge) => (edges[next[cell]!++] = edge));
  return { start, edges };
}

/** The ends of every edge, the lower one first: four numbers each. */
export function toCorners(table: EdgeTable): Int32Array {
  const corners = new Int32Array(4 * table.count);
  for (let edge = 0; edge < table.count; edge++) {
    const [a, b] = [2 * table.from[edge]!, 2 * table.to[edge]!]; // edge < count
    const [low, high] = table.nodes[a + 1]! <= table.nodes[b + 1]! ? [a, b] : [b, a]; // nodes of this table
    corners[4 * edge] = table.nodes[low]!; // as above
    corners[4 * edge + 1] = table.nodes[low + 1]!;
    corners[4 * edge + 2] = table.nodes[high]!;
    corners[4 * edge + 3] = table.nodes[high + 1]!;
  }
  return corners;
}
