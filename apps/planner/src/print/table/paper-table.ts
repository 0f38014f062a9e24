import type { ReactNode } from "react";
import { linesIn } from "../map/wrap-text.ts";

/** A column of a table on paper. */
export type PaperColumn = {
  readonly key: string;
  readonly title: string;
  readonly widthMm: number;
  /** Numbers stand right-aligned. */
  readonly isNumber?: true;
  /** Columns of one group have a head above them together. */
  readonly group?: string;
};

/** A row: one cell for each column, and in how many lines it stands. */
export type PaperRow = { readonly key: string; readonly cells: readonly ReactNode[]; readonly lines: number };

/** A table that goes on over pages; it says on each how many rows it has in all. */
export type PaperTable = {
  readonly key: string;
  readonly title: string;
  readonly columns: readonly PaperColumn[];
  readonly rows: readonly PaperRow[];
  /** Below the last row. */
  readonly total?: PaperRow;
  readonly note?: string;
};

/** Height of letters, and of what a table is made of, in millimetres; the style sheet has the same. */
export const TABLE_TEXT_MM = 3;

const LINE_MM = 4.2;
const ROW_AIR_MM = 1.7;
const TITLE_MM = 10;
const CELL_AIR_MM = 0.8;
const NOTE_MM = 6;
const BELOW_MM = 6;

/** How high a row is on paper. */
const rowMm = ({ lines }: Pick<PaperRow, "lines">): number => lines * LINE_MM + ROW_AIR_MM;

/** The rows of the head: names of columns, and above them those of groups where there are any. */
function headMm(columns: readonly PaperColumn[]): number {
  const groups = [...Map.groupBy(columns, ({ group }) => group)].flatMap(([title, within]) =>
    title === undefined ? [] : [{ title, widthMm: within.reduce((sum, { widthMm }) => sum + widthMm, 0) }],
  );
  const heads = groups.length > 0 ? [groups, columns] : [columns];
  return heads.reduce((sum, cells) => sum + rowMm({ lines: Math.max(...cells.map(linesOfHead)) }), 0);
}

/** Letters of a head are bold. */
const linesOfHead = ({ title, widthMm }: { title: string; widthMm: number }): number =>
  linesIn(title, { widthMm: widthMm - 2 * CELL_AIR_MM, sizeMm: 1.05 * TABLE_TEXT_MM });

/** How high the parts of a table are; one without rows has no head. */
export const heightsOf = ({ columns, rows, total, note }: PaperTable) => ({
  headMm: TITLE_MM + (rows.length > 0 ? headMm(columns) : 0) + BELOW_MM,
  rowMm: rows.map(rowMm),
  footMm: (total ? rowMm(total) : 0) + (note === undefined ? 0 : NOTE_MM),
});
