/** How high a table is on paper, in millimetres. */
export type TableHeights = {
  /** Title and head, which each piece of the table has. */
  readonly headMm: number;
  readonly rowMm: readonly number[];
  /** What stands below the last row. */
  readonly footMm: number;
};

/** Rows `from` to `to` (exclusive) of a table: the `number`-th of so many pieces. */
export type TablePiece = {
  readonly table: number;
  readonly from: number;
  readonly to: number;
  readonly number: number;
  readonly pieces: number;
};

/** So many rows, or all that there are, stand below a head at least: a head alone at the end of a page says nothing. */
const LEAST_ROWS = 3;

type Cut = Pick<TablePiece, "table" | "from" | "to">;

/** Lays tables on pages in their order; one that does not fit goes on, with its head, on the next. Rows are never cut. */
export function packTables(tables: readonly TableHeights[], pageMm: number): TablePiece[][] {
  const pages: Cut[][] = [];
  let left = 0;
  for (const [table, heights] of tables.entries()) {
    let from = 0;
    do {
      const least = Math.min(from + LEAST_ROWS, heights.rowMm.length);
      const isTight = heightOf(heights, { from, to: least }) > left;
      if (pages.length === 0 || (isTight && left < pageMm)) {
        pages.push([]);
        left = pageMm;
      }
      const to = lastThatFits(heights, from, left);
      pages.at(-1)!.push({ table, from, to }); // there is one
      left -= heightOf(heights, { from, to });
      from = to;
    } while (from < heights.rowMm.length);
  }
  return numbered(pages);
}

function heightOf(
  { headMm, rowMm, footMm }: TableHeights,
  { from, to }: { from: number; to: number },
): number {
  const rows = rowMm.slice(from, to).reduce((sum, each) => sum + each, 0);
  return headMm + rows + (to === rowMm.length ? footMm : 0);
}

/** At least one row, so that one that is higher than a page does not go round for ever. */
function lastThatFits(heights: TableHeights, from: number, leftMm: number): number {
  let to = heights.rowMm.length;
  while (to > from + 1 && heightOf(heights, { from, to }) > leftMm) to -= 1;
  return to;
}

function numbered(pages: readonly Cut[][]): TablePiece[][] {
  const pieces = Map.groupBy(pages.flat(), ({ table }) => table);
  return pages.map((page) =>
    page.map((cut) => {
      const all = pieces.get(cut.table) ?? [];
      return { ...cut, number: all.indexOf(cut) + 1, pieces: all.length };
    }),
  );
}
