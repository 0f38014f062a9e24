import { emsOf } from "./ems-of.ts";

/** What stands in a column of figures: a share, a time or a number, and the counts that it is made of; few = too few for a share. */
export type FigureCell = { shown: string; counts: string | null; isFew: boolean };

/** As the wall sets them: what is shown is larger than its counts, and stands apart from them. */
const SHOWN_EMS = 1.35;
const GAP_EMS = 0.5;

/** So much room a screen of sixteen by nine has beside the names at least, between columns apart. */
const MOST_EMS = 55;

const emsShown = ({ shown, isFew }: FigureCell): number => (isFew ? 1 : SHOWN_EMS) * emsOf(shown);

const emsInLine = (cell: FigureCell): number =>
  emsShown(cell) + (cell.counts === null ? 0 : GAP_EMS + emsOf(cell.counts));

const emsStacked = (cell: FigureCell): number => Math.max(emsShown(cell), emsOf(cell.counts ?? ""));

/**
 * How a table of figures parts the width that it has: to each column by what is the widest in it. Shares stand in one line
 * with their counts, or, where these are so long that not all columns would have room, above them.
 */
export function figureColumns(columns: readonly { heading: string; cells: readonly FigureCell[] }[]): {
  isStacked: boolean;
  /** Widths as CSS has them. */
  template: string;
} {
  const widthsOf = (emsOfCell: (cell: FigureCell) => number): number[] =>
    columns.map(({ heading, cells }) => Math.max(emsOf(heading), ...cells.map(emsOfCell)));
  const inLine = widthsOf(emsInLine);
  const isStacked = inLine.reduce((sum, ems) => sum + ems, 0) > MOST_EMS;
  const widths = isStacked ? widthsOf(emsStacked) : inLine;
  return { isStacked, template: widths.map((ems) => `minmax(0, ${ems.toFixed(1)}fr)`).join(" ") };
}
