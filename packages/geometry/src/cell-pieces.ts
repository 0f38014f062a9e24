import { meets } from "./cell-record.ts";
import type { CellEdges } from "./cell-raster.ts";
import type { EdgeTable } from "./edge-table.ts";
import { MAX_UNITS } from "./unit-ring.ts";

/** A cell in whole units: the points from `west` to `east` and from `south` to `north`, both included. */
export type CellFrame = { west: number; south: number; east: number; north: number };

/** The borders that the index is built over: the edge table with its `corners` (`toCorners`). */
export type Borders = { table: EdgeTable; corners: Int32Array };

/** The pieces of border in a cell: piece i < count stems from edge `edges[i]`, its ends are the four numbers from `ends[4 * i]`. */
export type CellPieces = {
  count: number;
  edges: Int32Array;
  ends: Int32Array;
  /** Edges that the ray from the reference point, the south-west corner, meets as every ray from the cell does. */
  met: Int32Array;
  metCount: number;
};

/** Does crossing either edge change the same rings? */
export function areAlike({ left, right }: EdgeTable, one: number, other: number): boolean {
  if (left[one] === left[other]) return right[one] === right[other];
  return left[one] === right[other] && right[one] === left[other];
}

function addPiece(pieces: CellPieces, edge: number, corners: Int32Array): void {
  const at = 4 * pieces.count;
  for (let i = 0; i < 4; i++) pieces.ends[at + i] = corners[4 * edge + i]!; // four for each edge
  pieces.edges[pieces.count++] = edge;
}

function removePiece(pieces: CellPieces, piece: number): void {
  const last = --pieces.count;
  pieces.edges[piece] = pieces.edges[last]!; // the last of the pieces
  pieces.ends.copyWithin(4 * piece, 4 * last, 4 * last + 4);
}

/** A step up the west side from a height on; a second one at the same height undoes the first if the same rings change. */
function addStep(
  pieces: CellPieces,
  table: EdgeTable,
  { edge, height, frame }: { edge: number; height: number; frame: CellFrame },
): void {
  const { edges, ends } = pieces;
  for (let i = 0; i < pieces.count; i++) {
    const isStep = ends[4 * i] === frame.west && ends[4 * i + 2] === frame.west; // four for each piece
    if (isStep && ends[4 * i + 1] === height && areAlike(table, edges[i]!, edge))
      return removePiece(pieces, i); // i < count
  }
  edges[pieces.count] = edge;
  ends[4 * pieces.count] = frame.west;
  ends[4 * pieces.count + 1] = height;
  ends[4 * pieces.count + 2] = frame.west;
  ends[4 * pieces.count + 3] = Math.min(frame.north + 1, MAX_UNITS);
  pieces.count++;
}

/**
 * Cuts the edges that touch a cell down to the pieces that a ray going west from a point of it can meet; what it returns is
 * overwritten by the next cell, of which none has more than `mostEdges`.
 *
 *         ┃──────────────┐   The rays from p and from its foot q on the west side differ by the edges between the two, and
 *         q╴╴╴╱╴╴╴╴╴╴╴p  │   those from q and from R by what the side itself crosses between the two. An edge e that
 *         ┃ ╱ e          │   crosses the side does both. Count e for p as if its west part could be seen: below its west
 *       ╱ ┃              │   end w that is right, from the height of w on it is once too often or once too little for
 *   w ╱╴╴╴┃╴╴╴╴╴╴╴╴╴╴╴╴╴╴│   every point of the cell, p left or right of e. A step, a piece that goes straight up the side
 *         R──────────────┘   from the height of w on, sets that right.
 *
 * Edges that meet in w step at the same height and undo each other, so few steps are left.
 */
export function createPieceCutter(
  { table, corners }: Borders,
  mostEdges: number,
): (own: CellEdges, frame: CellFrame) => CellPieces {
  const room = 2 * mostEdges;
  const pieces: CellPieces = {
    count: 0,
    edges: new Int32Array(room),
    ends: new Int32Array(4 * room),
    met: new Int32Array(room),
    metCount: 0,
  };

  function cut(edge: number, frame: CellFrame): void {
    const at = 4 * edge;
    const lowY = corners[at + 1]!; // four for each edge
    const highY = corners[at + 3]!; // as above
    const isLowWest = corners[at]! <= frame.west; // as above
    const isHighWest = corners[at + 2]! <= frame.west; // as above
    if (isLowWest && isHighWest) return; // the rays from p and q meet it alike, and the side does not cross it
    if (lowY <= frame.north && highY > frame.south && lowY < highY) addPiece(pieces, edge, corners);
    if (isLowWest === isHighWest) return;
    if (meets(corners, at, frame.west, frame.south)) pieces.met[pieces.metCount++] = edge;
    const height = isLowWest ? lowY : highY;
    if (height > frame.south && height <= frame.north) addStep(pieces, table, { edge, height, frame });
  }

  return ({ edges, from, to }, frame) => {
    pieces.count = 0;
    pieces.metCount = 0;
    for (let i = from; i < to; i++) cut(edges[i]!, frame); // a cell's own
    return pieces;
  };
}
