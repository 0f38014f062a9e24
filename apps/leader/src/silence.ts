import type { LiveState } from "@getu/ui";

/** Why nothing is heard, and since when by the server's clock; null = never heard since the page was opened. */
export type Silence = { kind: "offline" | "unheard"; since: Date | null };

/**
 * Whether anything is amiss between a phone and the server; null = all is well. `offlineMs`: since when the browser says that
 * there is no network, null = it says that there is one. What it says is believed until the server is heard again.
 */
export function silenceOf(live: LiveState, offlineMs: number | null): Silence | null {
  const { heardAt, status, offsetMs } = live;
  const isOffline = offlineMs !== null && (heardAt === null || heardAt <= offlineMs);
  if (!isOffline && status !== "lost") return null;
  return {
    kind: isOffline ? "offline" : "unheard",
    since: heardAt === null ? null : new Date(heardAt + offsetMs),
  };
}
