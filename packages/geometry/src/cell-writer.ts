import { NOBODY, planEntry } from "./cell-entry.ts";
import { createPieceCutter } from "./cell-pieces.ts";
import type { Borders, CellFrame, CellPieces } from "./cell-pieces.ts";
import { AREAS_AT, PLAN_SIZE, RECORD_AT } from "./cell-plan.ts";
import type { CellEdges, Raster } from "./cell-raster.ts";
import { CROWDED, HEAD, MANY, middleOf, NARROW, ownersOfRings, PIECE_SIZE, WIDE } from "./cell-record.ts";
import type { BorderCells } from "./cell-record.ts";
import { createCellRings } from "./cell-rings.ts";
import type { CellBits } from "./cell-rings.ts";
import { createPlanDrawer } from "./draw-plan.ts";
import { createGrowingNumbers } from "./growing-numbers.ts";
import type { SidedRing } from "./sided-ring.ts";

/** Beyond this the slower search, which looks only at edges at the point's height, is the faster one. */
const MAX_EDGES = 400;

const MOST_PACKED = 2 ** 15 - 1;
const MOST_SIDE = 2 ** 31 - 1;

/** Writes plans and records one after the other. */
export type CellWriter = {
  /** The entry of a cell that these edges touch; `holding` = the rings that hold its reference point. */
  write(own: CellEdges, holding: readonly number[], frame: CellFrame): number;
  /** The entry of cells that no edge touches. */
  writeUntouched(holding: readonly number[]): number;
  finish(): BorderCells;
};

/** Do the ends fit 16 bits when counted from the middle, and all that `meetsPacked` multiplies 32? */
function fitPacked({ count, ends }: CellPieces, frame: CellFrame): boolean {
  const x = middleOf(frame.west, frame.east);
  const y = middleOf(frame.south, frame.north);
  const acrossHalf = frame.east - x + 1;
  const upHalf = frame.north - y + 1;
  for (let at = 0; at < 4 * count; at += 4) {
    const lowX = Math.abs(ends[at]! - x); // four for each piece
    const lowY = Math.abs(ends[at + 1]! - y); // as above
    const highX = Math.abs(ends[at + 2]! - x); // as above
    const highY = Math.abs(ends[at + 3]! - y); // as above
    if (Math.max(lowX, lowY, highX, highY) > MOST_PACKED) return false;
    const left = Math.abs(ends[at + 2]! - ends[at]!) * (lowY + upHalf); // as above
    const right = (ends[at + 3]! - ends[at + 1]!) * (lowX + acrossHalf); // as above
    if (left + right > MOST_SIDE) return false;
  }
  return true;
}

const NO_EDGES: CellEdges = { edges: new Int32Array(0), from: 0, to: 0 };
const NOWHERE: CellFrame = { west: 0, south: 0, east: 0, north: 0 };
const UNNAMED: readonly number[] = [];

/** Writes what cells hold, in the formats of cell-plan.ts and cell-record.ts. */
export function createCellWriter(
  rings: readonly SidedRing[],
  { borders, raster }: { borders: Borders; raster: Raster },
): CellWriter {
  const [plans, records] = [createGrowingNumbers(), createGrowingNumbers()];
  const cutPieces = createPieceCutter(borders, MAX_EDGES);
  const cellRings = createCellRings(borders.table, rings);
  const drawPlan = createPlanDrawer(borders.corners, raster);
  const crowdedRecord = records.reserve(HEAD[CROWDED]); // all crowded cells share it
  records.numbers()[crowdedRecord] = CROWDED;

  function writeNarrow({ count, ends }: CellPieces, frame: CellFrame): number {
    const x = middleOf(frame.west, frame.east);
    const y = middleOf(frame.south, frame.north);
    const size = PIECE_SIZE[NARROW] * count;
    const record = records.reserve(HEAD[NARROW] + size);
    const numbers = records.numbers();
    numbers[record] = count * 4 + NARROW;
    const start = record + HEAD[NARROW];
    for (let i = 0; i < size; i++)
      numbers[start + i] = ((ends[2 * i]! - x) << 16) | ((ends[2 * i + 1]! - y) & 0xffff); // four for each piece
    return record;
  }

  function writeWide({ count, ends }: CellPieces): number {
    const size = PIECE_SIZE[WIDE] * count;
    const record = records.reserve(HEAD[WIDE] + size);
    const numbers = records.numbers();
    numbers[record] = count * 4 + WIDE;
    const start = record + HEAD[WIDE];
    for (let i = 0; i < size; i++) numbers[start + i] = ends[i]!; // four for each piece
    return record;
  }

  function writeMany({ count, edges, ends }: CellPieces, { areas, atReference, ofEdge }: CellBits): number {
    const record = records.reserve(HEAD[MANY] + PIECE_SIZE[MANY] * count + areas.length);
    const numbers = records.numbers();
    numbers[record] = count * 4 + MANY;
    numbers[record + 1] = areas.length;
    numbers[record + 2] = atReference;
    let at = record + HEAD[MANY];
    for (let i = 0; i < count; i++) {
      numbers[at++] = ofEdge(edges[i]!); // i < count
      for (let end = 4 * i; end < 4 * i + 4; end++) numbers[at++] = ends[end]!; // four for each piece
    }
    for (const area of areas) numbers[at++] = area;
    return record;
  }

  /** A plan on which a border may touch every patch. */
  function writePlan(record: number, areas: readonly number[]): number {
    const plan = plans.reserve(PLAN_SIZE);
    const numbers = plans.numbers();
    numbers.fill(-1, plan, plan + PLAN_SIZE); // BORDER in every patch, NOBODY for every area
    for (let i = 0; i < areas.length; i++) numbers[plan + AREAS_AT + i] = areas[i]!; // i < length
    numbers[plan + RECORD_AT] = record;
    return plan;
  }

  /** A plan drawn by asking its record; `named` = the areas of a record with two sides. */
  function writeDrawn(
    record: number,
    named: readonly number[],
    { own, frame }: { own: CellEdges; frame: CellFrame },
  ): number {
    const plan = writePlan(record, named);
    drawPlan(own, frame, { plans: plans.numbers(), records: records.numbers(), plan, named: named.length });
    return planEntry(plan);
  }

  function writeCrowded(): number {
    return planEntry(writePlan(crowdedRecord, UNNAMED));
  }

  function write(own: CellEdges, holding: readonly number[], frame: CellFrame): number {
    if (own.to - own.from > MAX_EDGES) return writeCrowded();
    const pieces = cutPieces(own, frame);
    const only = pieces.count + pieces.metCount === 0 ? cellRings.onlyAreaOf(holding) : null;
    if (only !== null) return only;
    const sides = cellRings.sidesOf(pieces, holding);
    if (sides) {
      const record = fitPacked(pieces, frame) ? writeNarrow(pieces, frame) : writeWide(pieces);
      return writeDrawn(record, sides, { own, frame });
    }
    const bits = cellRings.bitsOf(pieces, holding);
    if (!bits) return writeCrowded();
    const owners = pieces.count > 0 ? null : ownersOfRings(bits.areas, bits.atReference);
    if (owners && owners.length <= 1) return owners[0] ?? NOBODY;
    return writeDrawn(writeMany(pieces, bits), UNNAMED, { own, frame });
  }

  return {
    write,
    writeUntouched: (holding) => cellRings.onlyAreaOf(holding) ?? write(NO_EDGES, holding, NOWHERE),
    finish: () => ({ plans: plans.finish(), records: records.finish() }),
  };
}
