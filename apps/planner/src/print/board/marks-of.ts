import type { Board, BoardSet } from "@getu/domain";
import type { GridMark } from "./grid-map.tsx";

/** How the grids that a set is about are drawn: parts of one parent together, each with its number in the booklet or its name. */
export function marksOf(
  { head, parts }: BoardSet,
  words: "numbers" | "names",
): ReadonlyMap<number, GridMark> {
  if (parts.length === 0) return new Map([[head.grid.id, { group: 0, words: head.grid.name }]]);
  const parents = [...new Set(parts.map(({ grid }) => grid.parentId))];
  return new Map(
    parts.map(({ grid }, i) => [
      grid.id,
      { group: parents.indexOf(grid.parentId), words: words === "numbers" ? String(i + 1) : grid.name },
    ]),
  );
}

/** The one grid that a sheet of the booklet is about. */
export const markOf = ({ grid }: Board): ReadonlyMap<number, GridMark> =>
  new Map([[grid.id, { group: 0, words: grid.name }]]);
