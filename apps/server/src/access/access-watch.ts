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

/** So many are asked at a time: the last of two thousand shall not wait for the look-ups of all others. */
const AT_ONCE = 8;

/**
 * One small read a second for all; everybody is asked again only when something about access has changed. A newcomer is
 * asked once at the next look in any case: it may have been looked up before the change that the last look has seen.
 */
export function createAccessWatch(options: AccessWatchOptions): AccessWatch {
  const { readEpoch, onError, pollMs = 1000, everyMs = 60_000 } = options;
  const all = new Set<Watched>();
  const newcomers = new Set<Watched>();
  let epoch: string | null = null;
  let askedAt = performance.now();
  let isAsking = false;

  /** Who cannot be asked keeps what is open and nobody else waiting; throws the first error when all others were asked. */
  async function askEach(asked: ReadonlySet<Watched>): Promise<void> {
    const errors: unknown[] = [];
    const left = asked.values();
    const askOn = async (): Promise<void> => {
      for (const watched of left) await ask(watched).catch((error: unknown) => errors.push(error));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, askOn));
    if (errors.length > 0) throw errors[0];
  }

  async function look(): Promise<void> {
    if (isAsking || all.size === 0) return;
    isAsking = true;
    try {
      const now = await readEpoch();
      if (now === epoch && performance.now() - askedAt < everyMs) return await askEach(newcomers);
      await askEach(all);
      epoch = now; // only now: one who could not be asked is asked at the next look
      askedAt = performance.now();
    } catch (error) {
      onError(error);
    } finally {
      isAsking = false;
    }
  }

  async function ask(watched: Watched): Promise<void> {
    const may = await watched.stillMay();
    newcomers.delete(watched);
    if (!may) watched.end();
  }

  const timer = setInterval(() => void look(), pollMs).unref();
  return {
    watch(watched) {
      all.add(watched);
      newcomers.add(watched);
      return () => {
        all.delete(watched);
        newcomers.delete(watched);
      };
    },
    stop: () => clearInterval(timer),
  };
}
