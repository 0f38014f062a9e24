/** How segments are kept few: a segment at least `ratio` times the newer rows is left alone, and at most `mostSegments` stay. */
export type MergePolicy = { ratio: number; mostSegments: number };

/** With 32,768 rows in the tail, four segments hold 130 million rows before the largest is rewritten out of turn. */
export const MERGE_POLICY: MergePolicy = { ratio: 8, mostSegments: 4 };

/**
 * Which segments the incoming rows are merged with: those from this place on, oldest first. Each row is then rewritten
 * about `ratio` times for each segment there is, a few microseconds of a worker in all.
 */
export function mergeFrom(
  sizes: readonly number[],
  incoming: number,
  { ratio, mostSegments }: MergePolicy,
): number {
  let [from, rows] = [sizes.length, incoming];
  while (from > 0 && (from >= mostSegments || sizes[from - 1]! < ratio * rows)) {
    from--;
    rows += sizes[from]!; // from > 0 before it was lowered
  }
  return from;
}
