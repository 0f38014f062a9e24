import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { once } from "node:events";
import { guardText } from "./guard-text.ts";
import { asFileError } from "./open-text.ts";

/** Writes rows; the file appears under its name only when `finish` has been called. */
export type TableWriter = {
  write(cells: readonly unknown[]): Promise<void>;
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
};

const BUFFERED_CHARACTERS = 1 << 16;

/** Opens a table for writing; a name ending in .tsv is tab-separated, any other comma-separated. */
export async function createTableWriter(path: string, columns: readonly string[]): Promise<TableWriter> {
  const delimiter = path.toLowerCase().endsWith(".tsv") ? "\t" : ",";
  const unfinished = `${path}.unfinished`;
  const stream = createWriteStream(unfinished);
  try {
    await once(stream, "open");
  } catch (error) {
    throw asFileError(path, error);
  }
  let text = toLine(columns, delimiter);
  const flush = async (): Promise<void> => {
    if (!stream.write(text)) await once(stream, "drain");
    text = "";
  };
  const close = async (): Promise<void> => {
    stream.end();
    await once(stream, "close");
  };
  return {
    async write(cells) {
      text += toLine(cells, delimiter);
      if (text.length > BUFFERED_CHARACTERS) await flush();
    },
    async finish() {
      await flush();
      await close();
      await rename(unfinished, path);
    },
    async abandon() {
      await close();
      await rm(unfinished, { force: true });
    },
  };
}

const toLine = (cells: readonly unknown[], delimiter: string): string =>
  `${cells.map((cell) => toCell(cell, delimiter)).join(delimiter)}\r\n`;

const PLAIN_NUMBER = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

/**
 * One cell of a table. Text that a spreadsheet would run as a formula gets a leading apostrophe (a plain number such as
 * -87.6 cannot be run and stays); what holds the delimiter, a quote or a line break is quoted.
 */
export function toCell(value: unknown, delimiter = ","): string {
  const text =
    typeof value === "string" ? value : value === null || value === undefined ? "" : JSON.stringify(value);
  const safe = PLAIN_NUMBER.test(text) ? text : guardText(text);
  return safe.includes(delimiter) || /["\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
