import type { Problem } from "./source-error.ts";
import { findLongText } from "@getu/domain";
import type { Reject } from "@getu/domain";
import type { LngLat } from "@getu/geometry";
import { codeOf } from "./code-reader.ts";
import { createFirstRows } from "./first-rows.ts";
import type { FirstRows } from "./first-rows.ts";
import { oneByOne } from "./one-by-one.ts";
import type { PositionMapping, PositionReading } from "./position-reader.ts";
import { createPositionReader, isProblem } from "./position-reader.ts";
import type { Remark } from "./remark.ts";
import { toReject } from "./remark.ts";
import type { Source, SourceRow } from "./source.ts";

/** One row of a file: the record it became (with its pair as given), or why it became none. */
export type ParsedRow<T> = {
  row: number;
  record: T | null;
  given: LngLat | null;
  /** What the row itself says of its grid; null = nothing, or nobody asked. */
  ownCode: unknown;
  reject: Reject | null;
  remarks: readonly Remark[];
};

/** Which field holds the id under which a record is known for ever, and where its position stands. */
export type PointMapping = {
  id: string;
  /** Stands before every id, where files of one kind number their rows alike. */
  idPrefix: string;
  position: PositionMapping;
  /** Which field says in which grid the point lies, where that is to be compared. */
  ownCode?: string;
};

/** A record made of a row whose id and position are known, with remarks; or why there can be none. */
export type RecordOf<T extends object> = (
  row: SourceRow,
  known: { externalId: string; position: [number, number] },
) => { record: T; remarks?: readonly Problem[] } | Problem;

/** Turns the rows of a point file into records; a second row with an id is rejected, because both cannot stand. */
export function parsePoints<T extends object>(
  source: Source,
  mapping: PointMapping,
  recordOf: RecordOf<T>,
): AsyncIterableIterator<ParsedRow<T>, void> {
  const { fields } = mapping.position;
  const needed = [mapping.id, fields?.lng, fields?.lat, mapping.ownCode];
  source.requireFields(needed.filter((field) => field !== undefined));
  const read = createPositionReader(mapping.position);
  const work = { id: mapping.id, idPrefix: mapping.idPrefix, read, recordOf, firstRowOf: createFirstRows() };
  const from = { file: source.file, ownCode: mapping.ownCode };
  return oneByOne(source.rowLists(), (row) => toParsedRow(from, row, parsePoint(row, work)));
}

type FoundPoint<T> = { record: T; given: LngLat; remarks?: readonly Problem[] } | Problem;

const NO_REMARKS: readonly Remark[] = [];

type Origin = { file: string; ownCode: string | undefined };

function toParsedRow<T>(
  { file, ownCode: field }: Origin,
  source: SourceRow,
  found: FoundPoint<T>,
): ParsedRow<T> {
  const { row } = source;
  const ownCode = field === undefined ? null : source.get(field);
  if (isProblem(found)) {
    const reject = toReject(file, row, found);
    return { row, record: null, given: found.given ?? null, ownCode, reject, remarks: NO_REMARKS };
  }
  const { record, given, remarks } = found;
  return {
    row,
    record,
    given,
    ownCode,
    reject: null,
    remarks: remarks === undefined ? NO_REMARKS : remarks.map((each) => toReject(file, row, each)),
  };
}

type PointWork<T extends object> = {
  id: string;
  idPrefix: string;
  read: (row: SourceRow) => PositionReading | Problem;
  recordOf: RecordOf<T>;
  firstRowOf: FirstRows;
};

function parsePoint<T extends object>(
  row: SourceRow,
  { id, idPrefix, read, recordOf, firstRowOf }: PointWork<T>,
): FoundPoint<T> {
  const reading = read(row);
  if (isProblem(reading)) return reading;
  const code = codeOf(row.get(id));
  if (code === null) return { reason: "no-id", detail: `"${id}" is blank` };
  const externalId = `${idPrefix}${code}`;
  const first = firstRowOf.get(externalId);
  if (first !== undefined) return { reason: "duplicate-id", detail: `"${code}" is also row ${first}` };
  const [lng, lat] = reading.position;
  const result = recordOf(row, { externalId, position: [lng, lat] });
  if (isProblem(result)) return result;
  const long: Problem | null = findLongText(result.record);
  if (long) return long;
  firstRowOf.set(externalId, row.row);
  return { ...result, given: reading.given };
}
