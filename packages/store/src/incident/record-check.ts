import { findLongText } from "@getu/domain";
import type { ImportResult, Reject } from "@getu/domain";

/** Where a record stood in its file, when its reader says so. */
export type Sourced = { row?: number; rows?: readonly number[] };

/** A schema of the domain: what the store accepts is what the domain says a value is. */
export type RecordSchema = {
  safeParse(value: unknown): {
    error?: { issues: readonly { path: PropertyKey[]; message: string }[] } | undefined;
  };
};

/** Row of the file, or the record's place among all records when the reader does not tell. */
export const rowOf = (record: Sourced, ordinal: number): number => record.row ?? record.rows?.[0] ?? ordinal;

/** The record without the reader's remarks about where it stood. */
export function withoutSource<T extends object>(record: T & Sourced): T {
  if (!("row" in record) && !("rows" in record)) return record;
  const { row: _row, rows: _rows, ...own } = record;
  return own as unknown as T;
}

const textsOf = (record: object): string[] =>
  Object.values(record).filter((value) => typeof value === "string");

type Problem = {
  reason: "bad-value" | "text-too-long" | "zero-character" | "broken-character";
  detail: string;
};

/** What is wrong with a record, or null. */
export function problemOf(schema: RecordSchema, record: object): Problem | null {
  const long = findLongText(record);
  if (long) return long;
  const issue = schema.safeParse(record).error?.issues[0];
  if (issue) return { reason: "bad-value", detail: `${issue.path.join(".")}: ${issue.message}` };
  // PostgreSQL has no text with a zero character; one such row would refuse its whole batch.
  if (textsOf(record).some((text) => text.includes("\0")))
    return { reason: "zero-character", detail: "a text holds a zero character" };
  return null;
}

/** The same of a record from a file, which also must not have lost characters on its way: they would be kept as `�`. */
export function importProblemOf(schema: RecordSchema, record: object): Problem | null {
  const problem = problemOf(schema, record);
  if (problem) return problem;
  const isBroken = textsOf(record).some((text) => text.includes("\ufffd") || !text.isWellFormed());
  return isBroken
    ? { reason: "broken-character", detail: "a text holds a character that is broken or was lost" }
    : null;
}

/** Counts what an import does and keeps every record it refused. */
export type Tally = { inserted: number; updated: number; unchanged: number; rejects: Reject[] };

/** An import that has done nothing yet. */
export const createTally = (): Tally => ({ inserted: 0, updated: 0, unchanged: 0, rejects: [] });

/** Adds the outcome of `sent` rows, of which only inserted and updated ones came back. */
export function countWritten(
  tally: Tally,
  sent: number,
  written: readonly { inserted: boolean }[],
): ImportResult {
  const inserted = written.filter((row) => row.inserted).length;
  tally.inserted += inserted;
  tally.updated += written.length - inserted;
  tally.unchanged += sent - written.length;
  return tally;
}

type AcceptArgs = { file: string; tally: Tally; schema: RecordSchema };

/** The records that can be taken, each external id once; the others are refused with their reason. */
export function acceptRecords<T extends { externalId: string }>(
  records: Iterable<T & Sourced>,
  { file, tally, schema }: AcceptArgs,
): T[] {
  const seen = new Set<string>();
  const accepted: T[] = [];
  let ordinal = 0;
  for (const sourced of records) {
    ordinal += 1;
    const record = withoutSource<T>(sourced);
    const isKnown = seen.has(record.externalId);
    const duplicate = { reason: "duplicate-external-id", detail: `"${record.externalId}" came before` };
    const problem = importProblemOf(schema, record) ?? (isKnown ? duplicate : null);
    if (problem) tally.rejects.push({ file, row: rowOf(sourced, ordinal), ...problem });
    else {
      accepted.push(record);
      seen.add(record.externalId);
    }
  }
  return accepted;
}
