import type { Board } from "@getu/domain";
import { linesIn } from "../map/wrap-text.ts";
import { packTables } from "../table/pack-tables.ts";

/** Lines of the list that a page holds: two more would stand on its foot. */
const LINES = 35;

/** Pages before the list: the cover and the map of all. */
const BEFORE = 2;

/** Where each grid of a booklet stands. */
export type Listed = { board: Board; number: number; page: number };

/** How wide names of grids and of leaders may be in the list, and its letters; the style sheet has the same. */
const NAME = { widthMm: 64, sizeMm: 3.3 };
const LEADER = { widthMm: 37, sizeMm: 3.3 };

/** A second line is not as high as a row with its air. */
const FURTHER_LINE = 0.72;

/** The list of a booklet in pages, as many as its names need: after it comes a page for each grid, in the same order. */
export function listOf(parts: readonly Board[]): Listed[][] {
  const rowMm = parts.map(({ grid, leader }) => {
    const lines = Math.max(linesIn(grid.name, NAME), linesIn(leader?.name ?? "", LEADER));
    return 1 + FURTHER_LINE * (lines - 1);
  });
  const isNoted = parts.some(({ grid }) => grid.householdsEstimated); // in a line below the list
  const room = isNoted ? LINES - 1 : LINES;
  const pages = parts.length === 0 ? [] : packTables([{ headMm: 0, rowMm, footMm: 0 }], room).flat();
  const all = parts.map((board, i) => ({ board, number: i + 1, page: BEFORE + pages.length + i + 1 }));
  return pages.map(({ from, to }) => all.slice(from, to));
}
