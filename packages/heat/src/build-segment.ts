import { createGrowingColumns, sliceColumns } from "./columns.ts";
import type { GrowingColumns, HeatColumns } from "./columns.ts";
import { createHeatRun } from "./heat-run.ts";
import type { RunOptions } from "./heat-run.ts";
import type { HeatSegment } from "./heat-segment.ts";
import { compareRows, sortRows } from "./sort-rows.ts";
import type { RowCursor } from "./sort-rows.ts";

/** What becomes one segment: older segments, and new rows in any order. Plain data, so a worker can take it. */
export type SegmentParts = {
  segments: readonly HeatSegment[];
  added: HeatColumns;
  withdrawn: HeatColumns;
  options: RunOptions;
};

/** Builds a segment somewhere: here, or in a worker. */
export type BuildSegment = (parts: SegmentParts) => Promise<HeatSegment>;

/** Sorted rows being merged; the cursor stands on the next one. */
type Source = RowCursor & { sign: 1 | -1 };

const hasRows = ({ columns, row }: RowCursor): boolean => row < columns.time.length;

function sourcesOf({ segments, added, withdrawn }: SegmentParts): Source[] {
  const parts = segments.flatMap((segment): Source[] => [
    { columns: segment.added.columns, row: 0, sign: 1 },
    { columns: segment.withdrawn.columns, row: 0, sign: -1 },
  ]);
  parts.push(
    { columns: sortRows(added), row: 0, sign: 1 },
    { columns: sortRows(withdrawn), row: 0, sign: -1 },
  );
  return parts.filter(hasRows);
}

/** The source whose next row comes first. */
function firstOf(sources: readonly Source[]): Source {
  let first = sources[0]!; // callers pass at least one source
  for (const source of sources) if (compareRows(source, first) < 0) first = source;
  return first;
}

/** Takes every row that equals `row`; returns how often it was added, less how often it was withdrawn. */
function takeEqual(sources: readonly Source[], row: RowCursor): number {
  let net = 0;
  for (const source of sources) {
    while (hasRows(source) && compareRows(source, row) === 0) {
      net += source.sign;
      source.row++;
    }
  }
  return net;
}

function pushTimes(target: GrowingColumns, { columns, row }: RowCursor, times: number): void {
  const [time, kind] = [columns.time[row]!, columns.kind[row]!]; // the cursor stands on a row
  const [x, y] = [columns.x[row]!, columns.y[row]!];
  for (let i = 0; i < times; i++) target.push({ time, kind, x, y });
}

/** Merges sorted rows into those that remain added and those that remain withdrawn, each in order. */
function mergeRows(all: readonly Source[]): { added: HeatColumns; withdrawn: HeatColumns } {
  const rows = all.reduce((sum, { columns }) => sum + columns.time.length, 0);
  const [added, withdrawn] = [createGrowingColumns(rows), createGrowingColumns()];
  let sources = all;
  while (sources.length > 0) {
    const { columns, row } = firstOf(sources);
    const net = takeEqual(sources, { columns, row });
    pushTimes(net > 0 ? added : withdrawn, { columns, row }, Math.abs(net));
    if (!sources.every(hasRows)) sources = sources.filter(hasRows);
  }
  return { added: trim(added), withdrawn: trim(withdrawn) };
}

const trim = ({ columns, rows }: GrowingColumns): HeatColumns => sliceColumns(columns, { count: rows });

/** One segment of all the parts. Equal rows cancel, added against withdrawn. */
export function buildSegment(parts: SegmentParts): HeatSegment {
  const sources = sourcesOf(parts);
  const { added, withdrawn } = mergeRows(sources);
  return {
    added: createHeatRun(added, parts.options),
    withdrawn: createHeatRun(withdrawn, parts.options),
  };
}

/** Builds in this thread: for tests and small territories; it blocks for about a second per million rows. */
export const buildSegmentHere: BuildSegment = (parts) => Promise.resolve(buildSegment(parts));
