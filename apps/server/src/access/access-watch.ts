/** Something open that must end when its reader may not read any more. */
type Watched = { stillMay: () => Promise<boolean>; end: () => void };

/** Ends what is open to somebody who lost the right to it. */
export type AccessWatch = {
  /** Returns how to stop watching. */
  watch(watched: Watched): () => void;
  stop(): void;
};

type AccessWatchOptions = {
  /** Changes whenever what somebody may do could have changed. */
  readEpoch: () => Promise<string>;
  onError: (error: unknown) => void;
  pollMs?: number;
  /** Sessions also run out by themselves. */
  everyMs?: number;
};

/** One small read a second for all; everybody is asked again only when something about access has changed. */
export function createAccessWatch(options: AccessWatchOptions): AccessWatch {
  const { readEpoch, onError, pollMs = 1000, everyMs = 60_000 } = options;
  const all = new Set<Watched>();
  let epoch: string | null = null;
  let askedAt = performance.now();
  let isAsking = false;

  async function askEverybody(): Promise<void> {
    for (const watched of all) if (!(await watched.stillMay())) watched.end();
  }

  async function look(): Promise<void> {
    if (isAsking || all.size === 0) return;
    isAsking = true;
    try {
      const now = await readEpoch();
      if (now === epoch && performance.now() - askedAt < everyMs) return;
      await askEverybody();
      epoch = now; // only now: one who could not be asked is asked at the next look
      askedAt = performance.now();
    } catch (error) {
      onError(error);
    } finally {
      isAsking = false;
    }
  }

  const timer = setInterval(() => void look(), pollMs).unref();
  return {
    watch(watched) {
      all.add(watched);
      return () => all.delete(watched);
    },
    stop: () => clearInterval(timer),
  };
}
