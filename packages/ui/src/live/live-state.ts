/** How a screen stands to the server; times in milliseconds since 1970, by this machine's clock. */
export type LiveState = {
  status: "connecting" | "live" | "lost";
  /** When the screen first called. */
  startedAt: number;
  /** When the server was last heard; null = never yet. */
  heardAt: number | null;
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
  offsetMs: 0,
});

/** The server was heard; `serverNow` = its clock, when it said so. */
export const hearServer = (state: LiveState, now: number, serverNow: number | null): LiveState => ({
  ...state,
  status: "live",
  heardAt: now,
  offsetMs: serverNow === null ? state.offsetMs : serverNow - now,
});

/** Time has passed; the same object comes back when nothing changes, so that nothing is drawn again. */
export const passTime = (state: LiveState, now: number): LiveState =>
  state.status !== "lost" && silenceMs(state, now) > SILENCE_MS ? { ...state, status: "lost" } : state;

/** How long nothing was heard. */
export const silenceMs = (state: LiveState, now: number): number => now - (state.heardAt ?? state.startedAt);

/** Since when nothing is known any more, by the server's clock. */
export const lostSince = (state: LiveState): Date =>
  new Date((state.heardAt ?? state.startedAt) + state.offsetMs);
