import { liveCursorSchema } from "@getu/domain";

/** Order of two cursors: negative when `a` comes first. Row ids rise only within one transaction id. */
export function compareCursors(a: string, b: string): number {
  const [aTransaction, aRow] = partsOf(a);
  const [bTransaction, bRow] = partsOf(b);
  if (aTransaction !== bTransaction) return aTransaction < bTransaction ? -1 : 1;
  return aRow < bRow ? -1 : Number(aRow > bRow);
}

const partsOf = (cursor: string): [bigint, bigint] => {
  const dash = cursor.indexOf("-");
  return [BigInt(cursor.slice(0, dash)), BigInt(cursor.slice(dash + 1))];
};

/** Largest values that PostgreSQL's types for the two parts can hold. */
const LAST_TRANSACTION = 2n ** 64n - 1n;
const LAST_ROW = 2n ** 63n - 1n;

/** The cursor a client claims to have seen last; null when it is not one that this server could have sent. */
export function parseCursor(text: string): string | null {
  if (!liveCursorSchema.safeParse(text).success) return null;
  const [transaction, row] = partsOf(text);
  return transaction <= LAST_TRANSACTION && row <= LAST_ROW ? text : null;
}
