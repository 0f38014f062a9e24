import type { CellFrame } from "./cell-pieces.ts";
import type { CellEdges, Raster } from "./cell-raster.ts";
import { AREAS, AREAS_AT, BORDER, PATCHES, patchShiftOf, setPatchRow } from "./cell-plan.ts";

/** Where a plan is drawn: the plan's place in `plans`, of whose areas the first `named` are known already. */
type Sheet = { plans: Int32Array; plan: number; named: number };

/** With whom to ask for the owner of a point. */
type AskedSheet = Sheet & { ownerAt: (x: number, y: number) => number };

/** The code of an area on a plan, which gets a name if there is room; else BORDER. */
function codeOf(sheet: Sheet, area: number): number {
  const start = sheet.plan + AREAS_AT;
  for (let code = 0; code < sheet.named; code++) if (sheet.plans[start + code] === area) return code; // below AREAS
  if (sheet.named === AREAS) return BORDER;
  sheet.plans[start + sheet.named] = area;
  return sheet.named++;
}

/** Draws which patches of a cell are covered by one area; on the sheet all of them are BORDER before. */
export type PlanDrawer = (own: CellEdges, frame: CellFrame, sheet: AskedSheet) => void;

/**
 * A patch that no edge comes nearer to than a unit has one owner, the one of its south-west corner; and next to such a patch,
 * with nothing between, lies the same one's ground, so few corners are asked.
 */
export function createPlanDrawer(corners: Int32Array, { columnShift, rowShift }: Raster): PlanDrawer {
  const [across, up] = [Math.min(PATCHES, 2 ** columnShift), Math.min(PATCHES, 2 ** rowShift)];
  const [width, height] = [2 ** patchShiftOf(columnShift), 2 ** patchShiftOf(rowShift)];
  const touched = new Int32Array(PATCHES);
  const codes = new Int32Array(PATCHES);

  /** Marks the patches, as bits of their rows, that an edge or the unit around it touches. */
  function touch(edge: number, { west, south }: CellFrame): void {
    const lowX = corners[4 * edge]!; // four for each edge
    const lowY = corners[4 * edge + 1]!; // as above
    const highX = corners[4 * edge + 2]!; // as above
    const highY = corners[4 * edge + 3]!; // as above
    const slope = highY === lowY ? 0 : (highX - lowX) / (highY - lowY);
    const first = Math.max(0, Math.floor((lowY - 1 - south) / height));
    const last = Math.min(up - 1, Math.floor((highY + 1 - south) / height));
    for (let row = first; row <= last; row++) {
      const floor = south + row * height - 1;
      const ceiling = floor + height + 1;
      const from = floor <= lowY ? lowX : lowX + (floor - lowY) * slope;
      const to = ceiling >= highY ? highX : lowX + (ceiling - lowY) * slope;
      const left = Math.floor((Math.min(from, to) - 1 - west) / width);
      const right = Math.floor((Math.max(from, to) + 1 - west) / width);
      if (right >= 0 && left < across)
        touched[row]! |= (2 << Math.min(right, across - 1)) - (1 << Math.max(left, 0)); // row < PATCHES
    }
  }

  /** The code of the owner of a patch's south-west corner. */
  function askCorner(
    frame: CellFrame,
    sheet: AskedSheet,
    { row, column }: { row: number; column: number },
  ): number {
    return codeOf(sheet, sheet.ownerAt(frame.west + column * width, frame.south + row * height));
  }

  return ({ edges, from, to }, frame, sheet) => {
    const border = BORDER | 0; // an integer for V8, see cell-batch.ts
    for (let i = 0; i < PATCHES; i++) {
      touched[i] = 0;
      codes[i] = border;
    }
    for (let i = from; i < to; i++) touch(edges[i]!, frame); // a cell's own
    for (let row = 0; row < up; row++) {
      const borders = touched[row]!; // row < PATCHES
      let west = border;
      let rowCodes = 0;
      for (let column = 0; column < across; column++) {
        const south = codes[column]!; // column < PATCHES
        if ((borders >> column) & 1) west = border;
        else if (west === border) {
          west = south === border ? askCorner(frame, sheet, { row, column }) : south;
        }
        codes[column] = west;
        rowCodes |= west << (2 * column);
      }
      setPatchRow(sheet.plans, sheet.plan, { row, codes: rowCodes });
    }
  };
}
