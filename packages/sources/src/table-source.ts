import { finished } from "node:stream/promises";
import { parse } from "csv-parse";
import type { SourceText } from "./open-text.ts";
import { oneByOne } from "./one-by-one.ts";
import type { Source, SourceRow } from "./source.ts";
import type { Problem } from "./source-error.ts";
import { SourceError } from "./source-error.ts";

/** A record longer than this is a quote that was never closed, not a record. */
const MAX_RECORD_BYTES = 8 << 20;
const HEADER_BYTES = 1 << 20;

/** Reads a comma-, tab-, semicolon- or bar-separated table whose first line names the columns. */
export async function createTableSource(text: SourceText): Promise<Source> {
  const delimiter = detectDelimiter(await readFirstLine(text));
  const columns = await readColumns(text, delimiter);
  const positions = new Map(columns.map((name, at) => [name, at]));
  return {
    path: text.path,
    file: text.file,
    format: "table",
    encoding: text.encoding,
    delimiter,
    fields: () => columns,
    declaredCrs: () => null,
    requireFields: (names) => names.forEach((name) => assertColumn(text.path, columns, name)),
    rows: () => oneByOne(tableRows(text, delimiter, positions), (row) => row),
    rowLists: () => tableRows(text, delimiter, positions),
  };
}

function assertColumn(path: string, columns: readonly string[], name: string): void {
  if (name.startsWith("@")) return;
  const times = columns.filter((column) => column === name).length;
  if (times > 1) throw new SourceError(`${path}: the column "${name}" exists ${times} times`);
  if (times === 0)
    throw new SourceError(`${path}: no column "${name}"; the columns are: ${columns.join(", ")}`);
}

/** The first line with its quoted parts left out, so that a comma inside quotes is no delimiter. */
async function readFirstLine(text: SourceText): Promise<string> {
  let head = "";
  for await (const chunk of text.chunks()) {
    head += chunk.toString("utf8");
    const unquoted = head.replaceAll(/"(?:[^"]|"")*"/g, "");
    const end = unquoted.search(/[\r\n]/);
    if (end >= 0) return unquoted.slice(0, end);
    if (head.length > HEADER_BYTES)
      throw new SourceError(`${text.path}: its first line does not end; not a table`);
  }
  return head.replaceAll(/"(?:[^"]|"")*"/g, "");
}

function detectDelimiter(line: string): string {
  const count = (delimiter: string): number => line.split(delimiter).length;
  return [",", "\t", ";", "|"].reduce((best, next) => (count(next) > count(best) ? next : best));
}

async function readColumns(text: SourceText, delimiter: string): Promise<string[]> {
  for await (const [header] of recordLists(text, delimiter))
    if (header) return header.map((name) => name.trim());
  throw new SourceError(`${text.path}: has no header line`);
}

/** The records of each piece of the text together: handing them on through the parser's stream took as long as parsing. */
async function* recordLists(text: SourceText, delimiter: string): AsyncGenerator<string[][]> {
  let taken: string[][] = [];
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_BYTES,
    on_record: (record: string[]) => void taken.push(record), // what it returns is handed on: nothing
  });
  const take = (): string[][] => {
    if (parser.errored) throw parser.errored;
    const records = taken;
    taken = [];
    return records;
  };
  parser.resume(); // ends only when it is read to its end
  const ended = finished(parser);
  ended.catch(() => {}); // is waited for below, unless the text itself fails before
  try {
    for await (const chunk of text.chunks()) {
      parser.write(chunk);
      yield take();
    }
    parser.end();
    yield take();
    await ended;
  } catch (error) {
    throw asTableError(text.path, error);
  } finally {
    parser.destroy();
  }
}

function asTableError(path: string, error: unknown): unknown {
  if (error instanceof SourceError || !(error instanceof Error)) return error;
  const what =
    "code" in error && error.code === "CSV_QUOTE_NOT_CLOSED"
      ? "a quoted cell is never closed; the file is truncated or a quote is missing"
      : error.message.replaceAll(/\s+/g, " ");
  const line = "lines" in error && typeof error.lines === "number" ? `line ${error.lines}: ` : "";
  return new SourceError(`${path}: ${line}${what}`);
}

async function* tableRows(
  text: SourceText,
  delimiter: string,
  positions: ReadonlyMap<string, number>,
): AsyncGenerator<SourceRow[]> {
  let before = -1; // the header is no row
  let width = 0;
  for await (const list of recordLists(text, delimiter)) {
    if (before < 0) width = list[0]?.length ?? 0;
    const first = before;
    before += list.length;
    yield (first < 0 ? list.slice(1) : list).map((cells, i) =>
      toRow({ row: Math.max(first, 0) + i + 1, cells, width }, positions),
    );
  }
}

type TableRecord = { row: number; cells: readonly string[]; width: number };

function toRow({ row, cells, width }: TableRecord, positions: ReadonlyMap<string, number>): SourceRow {
  const get = (field: string): unknown => {
    if (field === "@row") return row;
    const at = positions.get(field);
    return at === undefined ? undefined : cells[at];
  };
  return { row, get, geometry: undefined, problem: widthProblem(cells.length, width) };
}

/** A line of another width has lost or gained a delimiter: no cell after it can be trusted. */
const widthProblem = (found: number, expected: number): Problem | null =>
  found === expected
    ? null
    : { reason: "column-count", detail: `${found} cells where the header has ${expected}` };
