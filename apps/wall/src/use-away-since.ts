import { lostSince } from "@getu/ui";
import type { LiveState } from "@getu/ui";
import { useState } from "react";

/** What was missed has come so long after the return. */
const CAUGHT_UP_MS = 60_000;

/** What is older is no news, however long a wall was off. */
const NEWS_AT_MOST_MS = 24 * 3_600_000;

/**
 * Since when this wall has not known what happens, by the server's clock: while it is cut off, or was off, and for a while
 * after; null = it knows. `lastMs` = when it last was on before this page, by its own clock; null = it never was.
 */
export function useAwaySince(
  { live, now }: { live: LiveState; now: Date },
  lastMs: number | null,
): number | null {
  const nowMs = now.getTime();
  const [away, setAway] = useState(() =>
    lastMs === null ? null : { sinceMs: lastMs + live.offsetMs, untilMs: nowMs },
  );
  const sinceMs = away && nowMs - away.untilMs < CAUGHT_UP_MS ? away.sinceMs : null;
  if (live.status !== "lost") return sinceMs && Math.max(sinceMs, nowMs - NEWS_AT_MOST_MS);
  if (away?.untilMs !== nowMs)
    setAway({ sinceMs: Math.min(lostSince(live).getTime(), sinceMs ?? Infinity), untilMs: nowMs });
  return sinceMs;
}
