import { toDegrees } from "./coordinate.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";
import type { UnitBox } from "./unit-box.ts";
import type { UnitPolygon } from "./unit-ring.ts";

/** Cells of a row with the same marks: those from one column up to another. */
type GroundRun = { row: number; from: number; to: number; marks: number };

/**
 * Equal cells over a box, row by row from the south-west, each with the marks of the shapes that hold its middle. Kept as the
 * columns at which something begins or ends: a grid of the countryside has a hundred million cells, and ten thousand rows.
 */
export type GroundRaster = {
  columns: number;
  rows: number;
  cellSquareMetres: number;
  /** Adds marks, some of eight bits, to every cell whose middle the polygon holds; a middle on its west or south edge is held. */
  paint: (polygon: UnitPolygon, marks: number) => void;
  /** Shows every cell that has a mark once, row by row from the west. */
  eachRun: (see: (run: GroundRun) => void) => void;
  longitudeOf: (column: number) => number;
  latitudeOf: (row: number) => number;
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

/** Where marks begin or end in a row, as one number: column, marks and which of the two. */
const MOST_MARKS = 256;
const toTurn = (column: number, marks: number, isEnd: 0 | 1): number =>
  (column * MOST_MARKS + marks) * 2 + isEnd;

/** Goes along a row from turn to turn and shows what lies between. */
function walkRow(row: number, turns: readonly number[], see: (run: GroundRun) => void): void {
  const open = [0, 0, 0, 0, 0, 0, 0, 0]; // one for each bit
  let [from, marks] = [0, 0];
  for (const turn of new Float64Array(turns).sort()) {
    const to = Math.floor(turn / (2 * MOST_MARKS));
    if (marks !== 0 && to > from) see({ row, from, to, marks });
    from = to;
    const turning = (turn >> 1) % MOST_MARKS;
    for (let bit = 0; turning >> bit > 0; bit++) {
      if ((turning & (1 << bit)) === 0) continue;
      open[bit]! += turn % 2 === 0 ? 1 : -1; // below eight
      marks = open[bit]! > 0 ? marks | (1 << bit) : marks & ~(1 << bit); // as above
    }
  }
}

/** Cells of about so many metres a side over a box, without marks. */
export function createGroundRaster(box: UnitBox, cellMetres: number): GroundRaster {
  const frame = frameOver(box, cellMetres);
  const { west, south, wide, high, columns, rows } = frame;
  const turnsOf: (number[] | undefined)[] = Array.from({ length: rows });
  return {
    columns,
    rows,
    cellSquareMetres: cellMetres ** 2,
    paint(polygon, marks) {
      for (const [row, crossed] of crossingsOf(polygon, frame)) {
        crossed.sort((a, b) => a - b);
        const turns = (turnsOf[row] ??= []);
        for (let i = 0; i + 1 < crossed.length; i += 2) {
          const [from, to] = [Math.max(0, crossed[i]!), Math.min(columns, crossed[i + 1]!)]; // i + 1 < length
          if (from < to) turns.push(toTurn(from, marks, 0), toTurn(to, marks, 1));
        }
      }
    },
    eachRun(see) {
      for (const [row, turns] of turnsOf.entries()) if (turns) walkRow(row, turns, see);
    },
    longitudeOf: (column) => toDegrees(west + (column + 0.5) * wide),
    latitudeOf: (row) => toDegrees(south + (row + 0.5) * high),
  };
}
