/** A value of a table; texts are guarded by whoever writes the file, numbers are what they are. */
export type Cell = string | number | null;

/** A table on its way out, row by row: as many as one likes, one at a time in memory. */
export type Sheet = { titles: readonly string[]; rows: AsyncIterable<readonly Cell[]> };
