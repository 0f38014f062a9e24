import { Readable } from "node:stream";
import { guardText } from "@getu/sources";
import type { Cell, Sheet } from "./sheet.ts";

/** Excel takes a file for UTF-8 only when it begins so. */
const BYTE_ORDER_MARK = "\uFEFF";

const quoted = (text: string): string =>
  /[",;\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const toField = (cell: Cell): string =>
  typeof cell === "string" ? quoted(guardText(cell)) : String(cell ?? "");

const toLine = (cells: readonly Cell[]): string => `${cells.map(toField).join()}\r\n`;

async function* lines({ titles, rows }: Sheet): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + toLine(titles);
  for await (const row of rows) yield toLine(row);
}

/** The table as CSV (RFC 4180), with dangerous texts guarded. */
export const toCsv = (sheet: Sheet): Readable => Readable.from(lines(sheet));
