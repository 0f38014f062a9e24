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

/** The cursor a client claims to have seen last; null when it does not even look like one. */
export const parseCursor = (text: string): string | null => liveCursorSchema.safeParse(text).data ?? null;
