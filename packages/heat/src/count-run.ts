import type { CellCounter } from "./cell-counter.ts";
import type { HeatColumns } from "./columns.ts";
import { estimateSteps, ROWS_SCANNED_PER_STEP } from "./descent-estimate.ts";
import { cornerOf, finestLevelOf, latticeLevelOf, matrixLevelOf, viewInRoot } from "./heat-root.ts";
import type { HeatRoot } from "./heat-root.ts";
import { firstRowFrom, MATRIX_FROM_ROWS } from "./heat-run.ts";
import type { HeatMatrices, HeatRun } from "./heat-run.ts";
import {
  addGroupRanges,
  groupsByCategory,
  groupsByKind,
  kindsBefore,
  narrowToKinds,
  takesWhole,
} from "./kind-order.ts";
import type { GroupRanges } from "./kind-order.ts";
import { countSquares, rowsNear, squaresOf, visitNear } from "./place-order.ts";
import type { PlaceOrder } from "./place-order.ts";
import { descend } from "./wavelet-matrix.ts";
import type { DescentScratch, RootView, WaveletMatrix } from "./wavelet-matrix.ts";
import type { TimeRange } from "./weekly-hours.ts";

/** How to count: as the index thinks best, or one way for comparison. Every way gives the same cells. */
export type HeatPlan = "auto" | "scan" | "matrix" | "place";

/** One picture being counted: which rows, into which cells. */
export type Count = {
  root: HeatRoot;
  /** In order, without overlap. */
  times: readonly TimeRange[];
  /** `wanted[kind] === 1` for the kinds to count; null = all. */
  wanted: Uint8Array | null;
  counter: CellCounter;
  plan: HeatPlan;
  scratch: DescentScratch;
};

/** Rows of a run `[from, to)`, as flat pairs. */
type RowPairs = readonly number[];

/** Ranges of one matrix, to be added to the picture or taken from it. */
type Path = { matrix: WaveletMatrix; ranges: RowPairs; sign: 1 | -1 };

/** Adds the rows of a run to the picture; `sign` is -1 for withdrawn rows. */
export function countRun({ columns, matrices }: HeatRun, count: Count, sign: 1 | -1): void {
  const rows = rowPairsOf(columns, count.times);
  const way =
    matrices && count.plan !== "scan" ? chooseWay({ columns, matrices }, { count, rows }) : { scan: rows };
  if ("scan" in way) scanRows(columns, way.scan, { count, sign });
  else if ("near" in way) countNear({ columns, placeOrder: way.near }, { count, rows, sign });
  else for (const path of way.paths) descendInto(count, { ...path, sign: path.sign === sign ? 1 : -1 });
}

/** Each range of time as a range of rows; empty ones left out. */
function rowPairsOf(columns: HeatColumns, times: readonly TimeRange[]): RowPairs {
  return times.flatMap(({ from, to }) => {
    const [first, end] = [firstRowFrom(columns, from), firstRowFrom(columns, to)];
    return first < end ? [first, end] : [];
  });
}

const lengthOf = (pairs: RowPairs): number =>
  pairs.reduce((sum, row, i) => (i % 2 === 0 ? sum - row : sum + row), 0);

/** How to count a run: look at these rows, look at those near the view, or go down these paths. */
type Way = { scan: RowPairs } | { near: PlaceOrder } | { paths: readonly Path[] };

/** Looking up a row by its place takes as long as scanning so many (60 ns): it is seldom in the processor's cache. */
const ROWS_SCANNED_PER_NEAR = 12;

/** The same for finding a range of rows in a square. */
const ROWS_SCANNED_PER_SQUARE = 25;

/** The cheapest way; where the cells are too fine for the matrices the rows themselves are looked at. */
function chooseWay(
  { columns, matrices }: { columns: HeatColumns; matrices: HeatMatrices },
  { count, rows }: { count: Count; rows: RowPairs },
): Way {
  const { root, wanted, plan, counter } = count;
  const { placeOrder, kindOrder } = matrices;
  const canDescend = counter.view.level <= matrixLevelOf(root);
  if (canDescend && plan === "matrix") return { paths: pathsOf(columns, matrices, { wanted, rows }) };
  const inside = viewInRoot(root, counter.view, finestLevelOf(root));
  if (!inside) return { paths: [] };
  if (plan === "place") return { near: placeOrder };
  const squares = squaresOf(placeOrder, root, inside);
  const share = rowsNear(placeOrder, squares) / columns.time.length;
  const scanned = lengthOf(rows);
  const asNear =
    ROWS_SCANNED_PER_NEAR * share * scanned +
    (ROWS_SCANNED_PER_SQUARE / 2) * countSquares(squares) * rows.length;
  const plain: Way = asNear < scanned ? { near: placeOrder } : { scan: rows };
  if (!canDescend || Math.min(asNear, scanned) < MATRIX_FROM_ROWS) return plain;
  const view = descentView(count);
  const paths = pathsOf(columns, matrices, { wanted, rows });
  const asRows = view ? estimateSteps({ paths, view, share }) * ROWS_SCANNED_PER_STEP : 0;
  if (asRows < Math.min(asNear, MATRIX_FROM_ROWS)) return { paths };
  if (asNear < Math.min(asRows, scanned)) return { near: placeOrder };
  const scan = wanted ? narrowToKinds(kindOrder, rows, wanted) : rows;
  return asRows < lengthOf(scan) ? { paths } : { scan };
}

/** Either the wanted kinds, or everything less the other kinds: whichever takes fewer ranges. */
function pathsOf(
  columns: HeatColumns,
  { byTime, byCategory, byKind, kindOrder }: HeatMatrices,
  { wanted, rows }: { wanted: Uint8Array | null; rows: RowPairs },
): Path[] {
  const everything: Path = { matrix: byTime, ranges: rows, sign: 1 };
  if (!wanted) return [everything];
  const categories = groupsByCategory(kindOrder);
  const isByCategory = takesWhole(categories, kindOrder, wanted);
  const groups = isByCategory ? categories : groupsByKind(kindOrder);
  const matrix = isByCategory ? byCategory : byKind;
  const ranges: GroupRanges = { chosen: [], others: [] };
  for (let i = 0; i < rows.length; i += 2) {
    const before = kindsBefore(columns, kindOrder, rows[i]!); // pairs
    const until = kindsBefore(columns, kindOrder, rows[i + 1]!);
    addGroupRanges(ranges, kindOrder, { groups, wanted, before, until });
  }
  const isFewer = ranges.chosen.length <= rows.length + ranges.others.length;
  return isFewer
    ? [{ matrix, ranges: ranges.chosen, sign: 1 }]
    : [everything, { matrix, ranges: ranges.others, sign: -1 }];
}

/** The view in cells that the matrices know, counted from the root's corner; null when it lies outside the root. */
function descentView({ root, counter: { view } }: Count): RootView | null {
  const inside = viewInRoot(root, view, Math.max(view.level, latticeLevelOf(root)));
  return inside && { ...inside, depth: inside.level - root.level };
}

/** Counts by matrix. Cells coarser than the root's lattice are counted in parts and folded together. */
function descendInto(count: Count, { matrix, ranges, sign }: Path): void {
  const { root, counter, scratch } = count;
  const view = descentView(count);
  if (!view) return;
  const level = root.level + view.depth;
  const corner = cornerOf(root, level);
  const fold = level - counter.view.level;
  descend(matrix, { ranges, view, scratch }, (x, y, rows) =>
    counter.add((x + corner.x) >>> fold, (y + corner.y) >>> fold, sign * rows),
  );
}

/** Counts by looking at each row of the squares that touch the view. */
function countNear(
  { columns, placeOrder }: { columns: HeatColumns; placeOrder: PlaceOrder },
  { count, rows, sign }: { count: Count; rows: RowPairs; sign: 1 | -1 },
): void {
  const { root, counter, wanted } = count;
  const finest = finestLevelOf(root);
  const inside = viewInRoot(root, counter.view, finest);
  if (!inside) return;
  const { x, y, kind } = columns;
  const { west, north, east, south } = inside;
  const corner = cornerOf(root, finest);
  const fold = finest - counter.view.level;
  const squares = squaresOf(placeOrder, root, inside);
  visitNear(placeOrder, { squares, pairs: rows }, (row) => {
    const [column, line] = [x[row]!, y[row]!]; // a row of the columns
    if (column < west || column > east || line < north || line > south) return;
    if (wanted !== null && wanted[kind[row]!] === 0) return;
    counter.add((column + corner.x) >>> fold, (line + corner.y) >>> fold, sign);
  });
}

/** Counts by looking at each row of the ranges. HOT for small windows: 4 ns a row. */
export function scanRows(
  { x, y, kind }: HeatColumns,
  rows: RowPairs,
  { count, sign }: { count: Count; sign: 1 | -1 },
): void {
  const { root, counter, wanted } = count;
  const finest = finestLevelOf(root);
  const inside = viewInRoot(root, counter.view, finest);
  if (!inside) return;
  const { west, north, east, south } = inside;
  const corner = cornerOf(root, finest);
  const fold = finest - counter.view.level;
  for (let i = 0; i < rows.length; i += 2) {
    const end = rows[i + 1]!; // pairs
    for (let row = rows[i]!; row < end; row++) {
      const [column, line] = [x[row]!, y[row]!]; // row < end <= number of rows
      if (column < west || column > east || line < north || line > south) continue;
      if (wanted !== null && wanted[kind[row]!] === 0) continue;
      counter.add((column + corner.x) >>> fold, (line + corner.y) >>> fold, sign);
    }
  }
}
