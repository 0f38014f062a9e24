import { toDegrees } from "./coordinate.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";
import type { UnitBox } from "./unit-box.ts";
import type { UnitPolygon } from "./unit-ring.ts";

/** Equal cells over a box, row by row from the south-west, each with the marks of the shapes that hold its middle. */
export type GroundRaster = {
  columns: number;
  rows: number;
  /** Marks, one bit for each kind. */
  marks: Uint8Array;
  cellSquareMetres: number;
  /** Adds a mark to every cell whose middle the polygon holds; a middle on its west or south edge is held. */
  paint(polygon: UnitPolygon, mark: number): void;
  longitudeOf(column: number): number;
  latitudeOf(row: number): number;
};

type Frame = { west: number; south: number; wide: number; high: number; columns: number; rows: number };

function frameOver([west, south, east, north]: UnitBox, cellMetres: number): Frame {
  const high = cellMetres / METRES_PER_UNIT;
  const wide = high / longitudeScale((south + north) / 2);
  const columns = Math.max(1, Math.ceil((east - west) / wide));
  return { west, south, wide, high, columns, rows: Math.max(1, Math.ceil((north - south) / high)) };
}

/** The number of the first middle at or after a coordinate. */
const firstAfter = (coordinate: number, origin: number, size: number): number =>
  Math.ceil((coordinate - origin) / size - 0.5);

/** For each row the columns at which the rings cross its middle. */
function crossingsOf(polygon: UnitPolygon, { west, south, wide, high, rows }: Frame): Map<number, number[]> {
  const crossings = new Map<number, number[]>();
  for (const ring of polygon) {
    for (let i = 0; i < ring.length; i += 2) {
      const next = (i + 2) % ring.length;
      const [ax, ay, bx, by] = [ring[i]!, ring[i + 1]!, ring[next]!, ring[next + 1]!]; // modulo length, which is even
      const end = Math.min(rows, firstAfter(Math.max(ay, by), south, high));
      for (let row = Math.max(0, firstAfter(Math.min(ay, by), south, high)); row < end; row++) {
        const x = ax + ((south + (row + 0.5) * high - ay) / (by - ay)) * (bx - ax);
        const known = crossings.get(row);
        const column = firstAfter(x, west, wide);
        if (known) known.push(column);
        else crossings.set(row, [column]);
      }
    }
  }
  return crossings;
}

/** Cells of about so many metres a side over a box, without marks. */
export function createGroundRaster(box: UnitBox, cellMetres: number): GroundRaster {
  const frame = frameOver(box, cellMetres);
  const { west, south, wide, high, columns, rows } = frame;
  const marks = new Uint8Array(columns * rows);
  return {
    columns,
    rows,
    marks,
    cellSquareMetres: cellMetres ** 2,
    paint(polygon, mark) {
      for (const [row, crossed] of crossingsOf(polygon, frame)) {
        crossed.sort((a, b) => a - b);
        for (let i = 0; i + 1 < crossed.length; i += 2) {
          const [from, to] = [Math.max(0, crossed[i]!), Math.min(columns, crossed[i + 1]!)]; // i + 1 < length
          for (let cell = row * columns + from; cell < row * columns + to; cell++) marks[cell]! |= mark;
        }
      }
    },
    longitudeOf: (column) => toDegrees(west + (column + 0.5) * wide),
    latitudeOf: (row) => toDegrees(south + (row + 0.5) * high),
  };
}
