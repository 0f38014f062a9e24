/**
 * Incidents as columns: 10 bytes each, and no objects for the garbage collector to walk.
 * Sorted columns are ordered by (time, kind, x, y): one order only, so equal rows stand together and a merge can cancel them.
 */
export type HeatColumns = {
  /** Seconds since 1970, UTC; good until 2106. */
  time: Uint32Array;
  /** Cells below the root, 16 levels deep, counted from its north-west corner. */
  x: Uint16Array;
  y: Uint16Array;
  /** Category, severity and status as one number of `HeatKinds`. */
  kind: Uint16Array;
};

/** One row of the columns. */
export type HeatRow = { time: number; x: number; y: number; kind: number };

/** What a row costs in columns. */
export const BYTES_PER_ROW = 10;

/** Numbers of 16 bits in memory that worker threads share. */
export const shared16 = (length: number): Uint16Array => new Uint16Array(new SharedArrayBuffer(length * 2));

/** Numbers of 32 bits in memory that worker threads share. */
export const shared32 = (length: number): Uint32Array => new Uint32Array(new SharedArrayBuffer(length * 4));

/** Empty columns of a length, in memory that worker threads share: nothing is copied to hand them over. */
export const createColumns = (rows: number): HeatColumns => ({
  time: shared32(rows),
  x: shared16(rows),
  y: shared16(rows),
  kind: shared16(rows),
});

/** Copies `count` rows from `from` on into the beginning of `target`. */
function copyRows(source: HeatColumns, target: HeatColumns, { from = 0, count }: RowSlice): void {
  target.time.set(source.time.subarray(from, from + count));
  target.x.set(source.x.subarray(from, from + count));
  target.y.set(source.y.subarray(from, from + count));
  target.kind.set(source.kind.subarray(from, from + count));
}

/** `count` rows from `from` on. */
export type RowSlice = { from?: number; count: number };

/** Own columns that hold just these rows. */
export function sliceColumns(source: HeatColumns, slice: RowSlice): HeatColumns {
  const target = createColumns(slice.count);
  copyRows(source, target, slice);
  return target;
}

/** Columns that grow at their end. */
export type GrowingColumns = {
  readonly columns: HeatColumns;
  readonly rows: number;
  push(row: HeatRow): void;
  /** Forgets the oldest rows. */
  dropFirst(count: number): void;
};

const FIRST_CAPACITY = 1024;

/** Empty columns that grow by doubling; `columns` may be longer than `rows`. */
export function createGrowingColumns(capacity = FIRST_CAPACITY): GrowingColumns {
  let columns = createColumns(Math.max(FIRST_CAPACITY, capacity));
  let rows = 0;
  const moveTo = (capacity: number, slice: RowSlice): void => {
    const moved = createColumns(Math.max(FIRST_CAPACITY, capacity));
    copyRows(columns, moved, slice);
    [columns, rows] = [moved, slice.count];
  };
  return {
    get columns() {
      return columns;
    },
    get rows() {
      return rows;
    },
    push(row) {
      if (rows === columns.time.length) moveTo(rows * 2, { count: rows });
      columns.time[rows] = row.time;
      columns.x[rows] = row.x;
      columns.y[rows] = row.y;
      columns.kind[rows] = row.kind;
      rows++;
    },
    dropFirst: (count) => moveTo((rows - count) * 2, { from: count, count: rows - count }),
  };
}
