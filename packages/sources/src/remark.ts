import type { Reject } from "@getu/domain";
import type { Problem } from "./source-error.ts";

/** A row that was taken although something about it should be known: where it stands and what was noticed. */
export type Remark = Reject;

/** A problem at its place in a file. */
export const toReject = (file: string, row: number, { reason, detail }: Problem): Reject => ({
  file,
  row,
  reason,
  detail,
});

/** How many entries there are of each reason, the most frequent first. */
export function countReasons(entries: Iterable<{ reason: string }>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { reason } of entries) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a));
}
