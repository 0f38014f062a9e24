import type { Scope } from "@getu/domain";
import type { ChangeFeed, FeedChange } from "@getu/store";
import { parseCursor } from "./cursor.ts";

/** What a screen missed, or that it cannot be told and must fetch everything again. */
export type Missed = { from: string; changes: readonly FeedChange[] } | "resync";

type Feed = Pick<ChangeFeed, "listChanges">;

/** A screen that missed more is quicker with fresh snapshots, and the backlog must fit what a listener may let pile up. */
const MOST_MISSED = 1000;
const PAGE = 500;

/**
 * Everything after the cursor that a client claims to have seen last.
 * Malformed, forged, future and expired cursors are answered by "resync": there is never a silent hole.
 */
export async function readMissedChanges(
  feed: Feed,
  { scope, after }: { scope: Scope; after: string },
): Promise<Missed> {
  const from = parseCursor(after);
  if (from === null) return "resync";
  const changes: FeedChange[] = [];
  for (let cursor = from; changes.length <= MOST_MISSED;) {
    const page = await feed.listChanges({ ...scope, after: cursor, limit: PAGE });
    if (page === "resync") return "resync";
    changes.push(...page);
    if (page.length < PAGE) return { from, changes };
    cursor = page.at(-1)!.cursor; // a full page is not empty
  }
  return "resync";
}
