/**
 * Two hundred walls that lose their server in the same instant call again fewer than fifty times a second: they spread
 * over this time once, and from then on each goes on at its own place in it.
 */
const SPREAD_MS = 8_000;

const FIRST_MS = 500;
const LATER_MS = 8_000;
const UNEVEN_MS = 1_000;
const SILENT_MS = 8_000; // the server speaks every five seconds

/** How long a screen waits before it calls again, after so many calls in vain; `random` in [0, 1). */
export const reopenAfterMs = (inVain: number, random: number): number =>
  inVain === 0 ? FIRST_MS + SPREAD_MS * random : LATER_MS + UNEVEN_MS * random;

/** After how long without a word a screen takes its connection for dead; `random` in [0, 1). */
export const patienceMs = (random: number): number => SILENT_MS + SPREAD_MS * random;
