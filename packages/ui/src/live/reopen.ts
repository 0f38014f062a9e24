/**
 * Two hundred walls that lose their server in the same instant call again fewer than fifty times a second: they spread
 * over this time once, and from then on each goes on at its own place in it.
 */
const SPREAD_MS = 8_000;

const FIRST_MS = 500;
const LATER_MS = 8_000;
const UNEVEN_MS = 1_000;
const SILENT_MS = 8_000; // the server speaks every five seconds

/** Screens of one house hear in the same instant that its network is back. */
const ONLINE_SPREAD_MS = 1_000;

/** How long a screen waits before it calls again, after so many calls in vain; `random` in [0, 1). */
export const reopenAfterMs = (inVain: number, random: number): number =>
  inVain === 0 ? FIRST_MS + SPREAD_MS * random : LATER_MS + UNEVEN_MS * random;

/**
 * After how long without a word a screen takes its connection for dead, after so many calls in vain; `random` in [0, 1). A
 * call that began on a dead wire hangs for all of that once the wire is sound again.
 */
export const patienceMs = (inVain: number, random: number): number =>
  SILENT_MS + (inVain === 0 ? SPREAD_MS : UNEVEN_MS) * random;

/** How long a screen waits before it calls once its machine says that it has a network again; `random` in [0, 1). */
export const onlineAfterMs = (random: number): number => ONLINE_SPREAD_MS * random;
