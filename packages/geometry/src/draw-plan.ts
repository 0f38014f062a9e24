import type { CellFrame } from "./cell-pieces.ts";
import type { CellEdges, Raster } from "./cell-raster.ts";
import { firstOwner, middleOf } from "./cell-record.ts";
import type { BorderCells } from "./cell-record.ts";
import { AREAS, AREAS_AT, BORDER, PATCHES, patchShiftOf, setPatchRow } from "./cell-plan.ts";

/** Where a plan is drawn: its place in `plans`, of whose areas the first `named` are known already; its record is written. */
type Sheet = BorderCells & { plan: number; named: number };

/** The lower bit of every patch's code in a row. */
const EVERY_CODE = 0x5555;

/** The place of the lowest bit that is set, of which there must be one. */
const lowestBit = (bits: number): number => 31 - Math.clz32(bits & -bits);

/** The code of an area on a plan, which gets a name if there is room; else BORDER. */
function codeOf(sheet: Sheet, area: number): number {
  const start = sheet.plan + AREAS_AT;
  for (let code = 0; code < sheet.named; code++) if (sheet.plans[start + code] === area) return code; // below AREAS
  if (sheet.named === AREAS) return BORDER;
  sheet.plans[start + sheet.named] = area;
  return sheet.named++;
}

/** Draws which patches of a cell are covered by one area; on the sheet all of them are BORDER before. */
export type PlanDrawer = (own: CellEdges, frame: CellFrame, sheet: Sheet) => void;

/**
 * A patch that no edge comes nearer to than a unit has one owner, the one of its south-west corner; and next to such a patch,
 * with nothing between, lies the same one's ground, so few corners are asked.
 */
export function createPlanDrawer(corners: Int32Array, { columnShift, rowShift }: Raster): PlanDrawer {
  const [across, up] = [Math.min(PATCHES, 2 ** columnShift), Math.min(PATCHES, 2 ** rowShift)];
  const [width, height] = [2 ** patchShiftOf(columnShift), 2 ** patchShiftOf(rowShift)];
  const [perWidth, perHeight] = [1 / width, 1 / height]; // exact: powers of two
  const [middleX, middleY] = [middleOf(0, 2 ** columnShift - 1), middleOf(0, 2 ** rowShift - 1)];
  const touched = new Int32Array(PATCHES);
  const allColumns = (1 << across) - 1;
  const allBorder = (1 << (2 * across)) - 1; // BORDER has both bits

  /** Marks the patches, as bits of their rows, that an edge or the unit around it touches. */
  function touch(edge: number, { west, south }: CellFrame): void {
    const lowX = corners[4 * edge]!; // four for each edge
    const lowY = corners[4 * edge + 1]!; // as above
    const highX = corners[4 * edge + 2]!; // as above
    const highY = corners[4 * edge + 3]!; // as above
    const slope = highY === lowY ? 0 : (highX - lowX) / (highY - lowY);
    const first = Math.max(0, Math.floor((lowY - 1 - south) * perHeight));
    const last = Math.min(up - 1, Math.floor((highY + 1 - south) * perHeight));
    for (let row = first; row <= last; row++) {
      const floor = south + row * height - 1;
      const ceiling = floor + height + 1;
      const from = floor <= lowY ? lowX : lowX + (floor - lowY) * slope;
      const to = ceiling >= highY ? highX : lowX + (ceiling - lowY) * slope;
      const left = Math.floor((Math.min(from, to) - 1 - west) * perWidth);
      const right = Math.floor((Math.max(from, to) + 1 - west) * perWidth);
      if (right >= 0 && left < across)
        touched[row]! |= (2 << Math.min(right, across - 1)) - (1 << Math.max(left, 0)); // row < PATCHES
    }
  }

  /** The code of the owner of a patch's south-west corner. */
  function askCorner(
    { west, south }: CellFrame,
    sheet: Sheet,
    corner: { east: number; north: number },
  ): number {
    const east = corner.east - middleX;
    const north = corner.north - middleY;
    const point = { x: west + corner.east, y: south + corner.north, east, north };
    return codeOf(sheet, firstOwner(sheet, sheet.plan, point));
  }

  /** The codes of a row of patches, given those of the row south of it: one for each run of patches without a border. */
  function drawRow(frame: CellFrame, sheet: Sheet, { row, south }: { row: number; south: number }): number {
    let free = ~touched[row]! & allColumns; // row < PATCHES
    let codes = allBorder;
    while (free !== 0) {
      const first = lowestBit(free);
      const end = first + lowestBit(~(free >> first));
      const run = EVERY_CODE & ((1 << (2 * end)) - (1 << (2 * first)));
      const known = run & ~(south & (south >> 1)); // those on the south that are not BORDER
      const code =
        known === 0
          ? askCorner(frame, sheet, { east: first * width, north: row * height })
          : (south >> lowestBit(known)) & BORDER;
      codes ^= run * (code ^ BORDER);
      free &= -1 << end;
    }
    return codes;
  }

  return ({ edges, from, to }, frame, sheet) => {
    for (let i = 0; i < PATCHES; i++) touched[i] = 0;
    for (let i = from; i < to; i++) touch(edges[i]!, frame); // a cell's own
    let codes = allBorder;
    for (let row = 0; row < up; row++) {
      codes = drawRow(frame, sheet, { row, south: codes });
      setPatchRow(sheet.plans, sheet.plan, { row, codes });
    }
  };
}
