import type { Problem } from "./source-error.ts";
import { findLongText } from "@getu/domain";
import type { Reject } from "@getu/domain";
import type { LngLat } from "@getu/geometry";
import { codeOf } from "./code-reader.ts";
import { createFirstRows } from "./first-rows.ts";
import type { FirstRows } from "./first-rows.ts";
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
  reject: Reject | null;
  remarks: readonly Remark[];
};

/** Which field holds the id under which a record is known for ever, and where its position stands. */
export type PointMapping = {
  id: string;
  /** Stands before every id, where files of one kind number their rows alike. */
  idPrefix: string;
  position: PositionMapping;
};

/** A record made of a row whose id and position are known, with remarks; or why there can be none. */
export type RecordOf<T extends object> = (
  row: SourceRow,
  known: { externalId: string; position: [number, number] },
) => { record: T; remarks?: readonly Problem[] } | Problem;

/** Turns the rows of a point file into records; a second row with an id is rejected, because both cannot stand. */
export async function* parsePoints<T extends object>(
  source: Source,
  mapping: PointMapping,
  recordOf: RecordOf<T>,
): AsyncGenerator<ParsedRow<T>> {
  const read = createPositionReader(mapping.position);
  const { fields } = mapping.position;
  source.requireFields(fields ? [mapping.id, fields.lng, fields.lat] : [mapping.id]);
  const firstRowOf = createFirstRows();
  for await (const row of source.rows()) {
    const place = (what: Problem): Reject => toReject(source.file, row.row, what);
    const found = parsePoint(row, { id: mapping.id, idPrefix: mapping.idPrefix, read, recordOf, firstRowOf });
    if (isProblem(found))
      yield { row: row.row, record: null, given: found.given ?? null, reject: place(found), remarks: [] };
    else
      yield {
        row: row.row,
        record: found.record,
        given: found.given,
        reject: null,
        remarks: (found.remarks ?? []).map(place),
      };
  }
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
) {
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
