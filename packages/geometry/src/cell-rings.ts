import type { CellPieces } from "./cell-pieces.ts";
import { areAlike } from "./cell-pieces.ts";
import { NOBODY } from "./cell-entry.ts";
import { HOLE } from "./cell-record.ts";
import type { EdgeTable } from "./edge-table.ts";
import type { SidedRing } from "./sided-ring.ts";

/** Bits of one number, less the sign. */
const MAX_RINGS = 30;

/** The rings that matter in a cell, and as bits which of them hold its reference point and which an edge changes. */
export type CellBits = { areas: number[]; atReference: number; ofEdge: (edge: number) => number };

/** Tells what the pieces in a cell bound; `holding` = the rings that hold the cell's south-west corner. */
export type CellRings = {
  /** The area of these rings when they are at most one shell, NOBODY for none; else null. */
  onlyAreaOf(holding: readonly number[]): number | null;
  /** The areas on the sides of the only border there is: of an even number of pieces, of an odd one; else null. */
  sidesOf(pieces: CellPieces, holding: readonly number[]): readonly [number, number] | null;
  /** The rings as bits, in order, a hole with its shell; null when they are too many. */
  bitsOf(pieces: CellPieces, holding: readonly number[]): CellBits | null;
};

/** The edge that all pieces are like, when there are any and they are alike; else -1. */
function onlyBorderOf(table: EdgeTable, { count, edges, met, metCount }: CellPieces): number {
  const first = count > 0 ? edges[0]! : -1; // count says so
  for (let i = 1; i < count; i++) if (!areAlike(table, first, edges[i]!)) return -1; // i < count
  for (let i = 0; i < metCount; i++) if (first >= 0 && !areAlike(table, first, met[i]!)) return -1; // as above
  return first;
}

/** Looks at the sides of edges, which number these rings. */
export function createCellRings(table: EdgeTable, rings: readonly SidedRing[]): CellRings {
  // Columns of numbers, as a ring's object would have to be fetched for every cell.
  const shells = Int32Array.from(rings, ({ shell }) => shell);
  const areas = Int32Array.from(rings, ({ area }) => area);
  const isShell = (ring: number): boolean => shells[ring] === ring;

  /** A ring, and before it the shell whose hole it is. */
  function addRing(found: number[], ring: number): void {
    if (ring < 0 || found.length > MAX_RINGS || found.includes(ring)) return;
    found.push(ring);
    addRing(found, shells[ring]!); // sides number rings
  }

  function addSides(found: number[], edges: Int32Array, count: number): void {
    for (let i = 0; i < count; i++) {
      addRing(found, table.left[edges[i]!]!); // edges of the table
      addRing(found, table.right[edges[i]!]!); // as above
    }
  }

  return {
    onlyAreaOf(holding) {
      if (holding.length === 0) return NOBODY;
      const ring = holding[0]!; // there is one
      return holding.length === 1 && isShell(ring) ? areas[ring]! : null; // as above
    },
    sidesOf(pieces, holding) {
      const border = onlyBorderOf(table, pieces);
      if (border < 0 || holding.length > 1) return null;
      const left = table.left[border]!; // an edge of the table
      const right = table.right[border]!; // as above
      const held = holding.length === 0 ? -1 : holding[0]!; // one at most
      if (
        (held !== left && held !== right) ||
        (left >= 0 && !isShell(left)) ||
        (right >= 0 && !isShell(right))
      )
        return null;
      const leftArea = left < 0 ? NOBODY : areas[left]!; // sides number rings
      const rightArea = right < 0 ? NOBODY : areas[right]!; // as above
      const isLeft = (held === left) === (pieces.metCount % 2 === 0);
      return isLeft ? [leftArea, rightArea] : [rightArea, leftArea];
    },
    bitsOf({ count, edges, met, metCount }, holding) {
      const found: number[] = [];
      for (const ring of holding) addRing(found, ring);
      addSides(found, edges, count);
      addSides(found, met, metCount);
      if (found.length > MAX_RINGS) return null;
      found.sort((a, b) => a - b);
      const bitOf = (ring: number): number => (ring < 0 ? 0 : 1 << found.indexOf(ring));
      const ofEdge = (edge: number): number => bitOf(table.left[edge]!) ^ bitOf(table.right[edge]!); // an edge of the table
      let atReference = 0;
      for (const ring of holding) atReference |= bitOf(ring);
      for (let i = 0; i < metCount; i++) atReference ^= ofEdge(met[i]!); // i < count
      return { areas: found.map((ring) => (isShell(ring) ? areas[ring]! : HOLE)), atReference, ofEdge }; // sides number rings
    },
  };
}
