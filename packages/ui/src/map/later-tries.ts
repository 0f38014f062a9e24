const MOST_AGAIN_MS = 5 * 60_000;

/** A server that begins anew is there within seconds; after an hour without it not every wall shall ask in the same one. */
const againMs = (failures: number, random: number): number =>
  Math.min(MOST_AGAIN_MS, 15_000 * 2 ** failures) * (1 + random);

/** Sees to it that what could not be had is asked for again, each by itself, and the later the more often it failed. */
export type LaterTries<Wanted> = {
  /** Asks now, and not once more when its time comes. */
  ask: (wanted: Wanted) => void;
  failed: (wanted: Wanted) => void;
  /** It is there: should it fail again, that is the first time. */
  came: (wanted: Wanted) => void;
  /** Asks now for all that waits, as if it had failed for the first time: what kept it away is over. */
  askAll: () => void;
  stop: () => void;
};

/** `ask` is told what to ask for; who asks says what became of it. */
export function createLaterTries<Wanted>(ask: (wanted: Wanted) => void): LaterTries<Wanted> {
  const failures = new Map<Wanted, number>();
  const waiting = new Map<Wanted, ReturnType<typeof setTimeout>>();
  const askNow = (wanted: Wanted): void => {
    clearTimeout(waiting.get(wanted));
    waiting.delete(wanted);
    ask(wanted);
  };
  return {
    ask: askNow,
    failed(wanted) {
      if (waiting.has(wanted)) return;
      const before = failures.get(wanted) ?? 0;
      failures.set(wanted, before + 1);
      waiting.set(
        wanted,
        setTimeout(() => askNow(wanted), againMs(before, Math.random())),
      );
    },
    came: (wanted) => void failures.delete(wanted),
    askAll() {
      failures.clear();
      [...waiting.keys()].forEach(askNow); // what fails at once waits again
    },
    stop() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}
