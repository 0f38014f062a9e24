import { readFile, stat } from "node:fs/promises";
import { toText } from "./cell.ts";
import { asFileError } from "./open-text.ts";
import { SourceError } from "./source-error.ts";

/** What a value of the file means to us; `*` stands for every other value. */
export type ValueMap<T> = ReadonlyMap<string, T>;

const ANY_OTHER = "*";

/** The meaning of a value; undefined where the map has none. Case and surrounding blanks do not matter. */
export function findMeaning<T>(map: ValueMap<T>, value: unknown): T | undefined {
  const text = toText(value)?.toLowerCase();
  return (text === undefined ? undefined : map.get(text)) ?? map.get(ANY_OTHER);
}

/**
 * Reads a map given as `OPEN=assigned,CLOSED=closed` or as the name of a JSON file with the same as an object.
 * `check` turns each meaning into what it must be, or throws the words that say why not.
 */
export async function readValueMap<T>(text: string, check: (meaning: unknown) => T): Promise<ValueMap<T>> {
  const entries = text.includes("=") ? inlineEntries(text) : await fileEntries(text);
  return new Map(
    entries.map(([value, meaning]) => [value.trim().toLowerCase(), checked(value, meaning, check)]),
  );
}

function checked<T>(value: string, meaning: unknown, check: (meaning: unknown) => T): T {
  try {
    return check(meaning);
  } catch (error) {
    throw new SourceError(`map of "${value}": ${error instanceof Error ? error.message : String(error)}`);
  }
}

function inlineEntries(text: string): [string, unknown][] {
  return text.split(",").map((pair) => {
    const at = pair.lastIndexOf("=");
    if (at < 1) throw new SourceError(`"${pair}" is not VALUE=MEANING`);
    return [pair.slice(0, at), pair.slice(at + 1).trim()];
  });
}

async function fileEntries(path: string): Promise<[string, unknown][]> {
  const text = await readRegular(path).catch((error: unknown) => {
    throw asFileError(path, error);
  });
  const value = parseJson(path, text);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new SourceError(`${path}: is not a JSON object of values and their meanings`);
  return Object.entries(value);
}

async function readRegular(path: string): Promise<string> {
  const facts = await stat(path);
  if (!facts.isFile() && !facts.isDirectory()) throw new SourceError(`${path}: is not a regular file`);
  return readFile(path, "utf8");
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (error) {
    throw new SourceError(`${path}: not valid JSON (${error instanceof Error ? error.message : ""})`);
  }
}

/** A check that lets only the listed words pass. */
export const oneOf =
  <T extends string>(words: readonly T[]) =>
  (meaning: unknown): T => {
    const found = words.find((word) => word === meaning);
    if (found === undefined) throw new Error(`${JSON.stringify(meaning)} is none of ${words.join(", ")}`);
    return found;
  };
