import type { Action } from "@getu/domain";

/** What leads on, as the loop goes; the first that is open is what the page offers first. */
const FORWARD: readonly Action[] = [
  "accept",
  "file",
  "assign",
  "start",
  "feed-back",
  "verify",
  "close",
  "resume",
];

/** What leads elsewhere, the most common first. */
const ASIDE: readonly Action[] = [
  "return",
  "transfer",
  "hand-up",
  "extend",
  "pause",
  "suspend",
  "merge",
  "decline",
  "reopen",
];

/** Open actions as a page offers them: the one that leads on, if any, and the others in order of use. */
export function inOrder(open: readonly Action[]): { first: Action | null; others: Action[] } {
  const inUse = [...FORWARD, ...ASIDE].filter((action) => open.includes(action));
  const first = FORWARD.find((action) => open.includes(action)) ?? null;
  return { first, others: inUse.filter((action) => action !== first) };
}
