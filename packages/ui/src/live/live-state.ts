/** How a screen stands to the server; times in milliseconds since 1970, by this machine's clock unless it says otherwise. */
export type LiveState = {
  status: "connecting" | "live" | "lost";
  /** When the screen first called. */
  startedAt: number;
  /** When the server was last heard; null = never yet. */
  heardAt: number | null;
  /** Since when changes do not reach the server's screens although it is heard, by the server's clock; null = they do. */
  heldSince: number | null;
  /** Server's clock minus this machine's; 0 until the server was heard. */
  offsetMs: number;
};

/** Silence after which the picture is no longer called live; the server speaks at least every 5 s. */
export const SILENCE_MS = 7_500;

/** The screen has called the server at `now` and heard nothing yet. */
export const startLive = (now: number): LiveState => ({
  status: "connecting",
  startedAt: now,
  heardAt: null,
  heldSince: null,
  offsetMs: 0,
});

/** The server was heard; `serverNow` = its clock, when it said so. */
export const hearServer = (state: LiveState, now: number, serverNow: number | null): LiveState => ({
  ...state,
  status: "live",
  heardAt: now,
  offsetMs: serverNow === null ? state.offsetMs : serverNow - now,
});

/** The server has said since when changes are held up, or that they are not; the same object when it says so again. */
export const hearHeld = (state: LiveState, heldSince: number | null): LiveState =>
  heldSince === state.heldSince ? state : { ...state, heldSince };

/** Nothing was heard for so long; the same object comes back when nothing changes, so that nothing is drawn again. */
export const passTime = (state: LiveState, silentMs: number): LiveState =>
  state.status !== "lost" && silentMs > SILENCE_MS ? { ...state, status: "lost" } : state;

/** Since when nothing is known any more, by the server's clock. */
export const lostSince = (state: LiveState): Date =>
  new Date((state.heardAt ?? state.startedAt) + state.offsetMs);

/**
 * Since when part of the picture stands still, by the server's clock: changes are held up, or a part cannot be had since
 * `behindSince` by this machine's clock. Null = neither, 0 = a part has never come.
 */
export function standsSince({ heldSince, offsetMs }: LiveState, behindSince: number | null): number | null {
  if (!behindSince) return behindSince ?? heldSince;
  return Math.min(behindSince + offsetMs, heldSince ?? Infinity);
}
