/** The list is asked for every five seconds: what is older than this has not been had for several times. */
const OLD_AFTER_MS = 30_000;

/** Since when a list says nothing of now that was read at a moment, 0 = never; null = it is as good as now, or there is none. */
export const oldSince = (readAtMs: number, nowMs: number): Date | null =>
  readAtMs > 0 && nowMs - readAtMs > OLD_AFTER_MS ? new Date(readAtMs) : null;
