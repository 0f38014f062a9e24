import type { LiveState } from "@getu/ui";
import { useEffect, useState } from "react";
import { awayNow, beginAway } from "./away.ts";
import { keep, recall } from "./kept.ts";

/** What is older is no news, however long a wall was away. */
const NEWS_AT_MOST_MS = 24 * 3_600_000;

/** A note a second would be 86,400 writes a day to the disk of a screen that is on all the time. */
const NOTE_EVERY_MS = 10_000;

const KEPT_AS = "getu.heard";

/** When this browser heard the server last while it was this wall, by the server's clock; null = never, as far as it has kept that. */
function recallHeard(wall: number | null): number | null {
  const kept = recall(KEPT_AS) as { wall?: unknown; heardMs?: unknown } | null; // whatever it is
  return kept?.wall === wall && typeof kept?.heardMs === "number" ? kept.heardMs : null;
}

/**
 * Since when a wall has not known what happens, by the server's clock: while it is cut off, or was off, and for a while after,
 * over a page that begins anew as well; null = it knows.
 */
export function useAwaySince(
  wall: number | null,
  { live, now }: { live: LiveState; now: Date },
): number | null {
  const nowMs = now.getTime();
  const [before, setAway] = useState(() => beginAway(recallHeard(wall)));
  const away = awayNow(before, live, nowMs);
  if (away !== before) setAway(away);
  const heardMs = live.heardAt === null ? null : live.heardAt + live.offsetMs;
  const knownMs = away?.sinceMs ?? heardMs;
  const notedMs = knownMs === null ? null : knownMs - (knownMs % NOTE_EVERY_MS);
  useEffect(() => {
    if (notedMs !== null) keep(KEPT_AS, { wall, heardMs: notedMs });
  }, [wall, notedMs]);
  return away && Math.max(away.sinceMs, nowMs - NEWS_AT_MOST_MS);
}
