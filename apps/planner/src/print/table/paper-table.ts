import type { ReactNode } from "react";

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
const HEAD_LINE_MM = 4.2;
const NOTE_MM = 6;
const BELOW_MM = 6;

/** How high a row is on paper. */
const rowMm = ({ lines }: PaperRow): number => lines * LINE_MM + ROW_AIR_MM;

/** How high the parts of a table are. */
export const heightsOf = ({ columns, rows, total, note }: PaperTable) => ({
  headMm:
    TITLE_MM +
    (columns.some(({ group }) => group !== undefined) ? 3 : 2) * HEAD_LINE_MM +
    ROW_AIR_MM +
    BELOW_MM,
  rowMm: rows.map(rowMm),
  footMm: (total ? rowMm(total) : 0) + (note === undefined ? 0 : NOTE_MM),
});
