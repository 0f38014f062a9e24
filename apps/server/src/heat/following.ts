import type { CountedCells, HeatQuery } from "@getu/domain";
import { toHeatRequest } from "@getu/heat";
import type { OpenedIndex } from "./open-index.ts";

/** An index that follows the database, and where it stands. */
export type Following = OpenedIndex & {
  territoryId: number;
  /** Another number whenever a count may have changed. */
  revision: number;
  /** Facts taken in since the files were written. */
  unsaved: number;
  /** Half of a step is in: nobody may look. */
  isBehind: boolean;
};

/** Looks at the digits: a moment read as a date has lost what lies below a millisecond. */
const isWholeSecond = (time: string): boolean => !/\.\d*[1-9]/.test(time);

/**
 * Counts in the index. Null when that cannot be exact: its cells are not as fine, and it keeps whole seconds. "wrong" when
 * more was withdrawn somewhere than ever counted. `asOf` is what the index knows, never the present moment.
 */
export function countIn({ index, seen }: Following, query: HeatQuery): CountedCells | "wrong" | null {
  if (!isWholeSecond(query.from) || !isWholeSecond(query.to)) return null;
  const answer = index.count(toHeatRequest(query));
  if (answer.kind === "refused") return null;
  if (answer.negativeCells > 0) return "wrong";
  return { level: answer.level, ...answer.cells, asOf: seen.asOf.toISOString() };
}
