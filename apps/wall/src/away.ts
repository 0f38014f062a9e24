import { lostSince } from "@getu/ui";
import type { LiveState } from "@getu/ui";

/** Since when a wall has not known what happens, by the server's clock, and when it was back; null = it is not. */
export type Away = { sinceMs: number; backMs: number | null };

/** What was missed has come so long after the return. */
const CAUGHT_UP_MS = 60_000;

const isCaughtUp = ({ backMs }: Away, nowMs: number): boolean =>
  backMs !== null && nowMs - backMs >= CAUGHT_UP_MS;

/** A page that begins has been away since the server was heard last, by whichever page; null = never, or that is not known. */
export const beginAway = (heardMs: number | null): Away | null =>
  heardMs === null ? null : { sinceMs: heardMs, backMs: null };

/**
 * How a wall is away at `nowMs` by the server's clock: while it hears nothing, and for a while after; null = it knows what
 * happens. The same object while nothing has changed. A cut soon after another is one with it.
 */
export function awayNow(before: Away | null, live: LiveState, nowMs: number): Away | null {
  const still = before === null || isCaughtUp(before, nowMs) ? null : before;
  if (live.status === "live") return still?.backMs === null ? { ...still, backMs: nowMs } : still;
  if (still !== null) return still.backMs === null ? still : { ...still, backMs: null };
  return live.heardAt === null ? null : beginAway(lostSince(live).getTime());
}
