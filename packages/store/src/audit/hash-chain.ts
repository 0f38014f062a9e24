import { createHash } from "node:crypto";
import { isStorable } from "@getu/domain";

/** What a row of a chain may say; numbers are whole, so that every program writes them the same way. */
export type ChainValue =
  | string
  | number
  | boolean
  | null
  | readonly ChainValue[]
  | { readonly [name: string]: ChainValue };

/** The hash before the first row. */
export const CHAIN_START: Uint8Array = new Uint8Array(32);

/** Code units, not a locale: the order of names must be the same everywhere and for ever. */
const byName = ([a]: [string, ChainValue], [b]: [string, ChainValue]): number => (a < b ? -1 : Number(a > b));

function canonicalText(value: ChainValue): string {
  if (typeof value === "number" && !Number.isSafeInteger(value))
    throw new Error(`${value} cannot be chained`);
  // UTF-8 and the database write another character for half of one: the row would never be what its hash says.
  if (typeof value === "string" && !isStorable(value))
    throw new Error(`${JSON.stringify(value)} cannot be chained`);
  if (Array.isArray(value)) return `[${value.map(canonicalText).join()}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const pairs = Object.entries(value).sort(byName);
  return `{${pairs.map(([name, inner]) => `${canonicalText(name)}:${canonicalText(inner)}`).join()}}`;
}

/** The one way to write a row in bytes: JSON without blanks, names in order, UTF-8. */
export const canonicalBytes = (row: ChainValue): Buffer => Buffer.from(canonicalText(row), "utf8");

/** The hash of a row (SHA-256), which stands on the hash of the row before it. */
export const chainHash = (previous: Uint8Array, row: ChainValue): Buffer =>
  createHash("sha256").update(previous).update(canonicalBytes(row)).digest();
