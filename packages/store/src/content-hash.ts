import { createHash } from "node:crypto";

/** JSON with names in order; what is undefined is left out, as in every JSON. */
const inOrder = (_: string, value: unknown): unknown =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;

/**
 * The hash (SHA-256, hexadecimal) of what a delivery says, by which one that comes again is told from another under the
 * same name. It outlives what retention deletes: nothing goes into it that may be guessed and has to be forgotten.
 */
export const contentHash = (content: object): string =>
  createHash("sha256").update(JSON.stringify(content, inOrder)).digest("hex");

/** True when a delivery says what the first one of its name said; null = from before that was kept, when the name alone counts. */
export const isSameContent = (kept: Uint8Array | null, hash: string): boolean =>
  kept === null || Buffer.from(kept).toString("hex") === hash;
