import type { Board } from "@getu/domain";

/** Lines of the list that a page holds: two more would stand on its foot. */
const LINES = 35;

/** Pages before the list: the cover and the map of all. */
const BEFORE = 2;

/** Where each grid of a booklet stands. */
export type Listed = { board: Board; number: number; page: number };

/** The list of a booklet in pages: after it comes a page for each grid, in the same order. */
export function listOf(parts: readonly Board[]): Listed[][] {
  const lists = Math.ceil(parts.length / LINES);
  const all = parts.map((board, i) => ({ board, number: i + 1, page: BEFORE + lists + i + 1 }));
  return Array.from({ length: lists }, (_, i) => all.slice(i * LINES, (i + 1) * LINES));
}
