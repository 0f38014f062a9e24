import { TRPCError } from "@trpc/server";

/** Work of which only so much is done at once; the rest waits in the order in which it came. */
export type Turns = {
  /** Does the work when it is its turn; throws `CLIENT_CLOSED_REQUEST` when nobody waits for it any more by then. */
  take<Answer>(work: () => Promise<Answer>, signal?: AbortSignal): Promise<Answer>;
};

/** Turns of which `atOnce` are taken at the same time. */
export function createTurns({ atOnce }: { atOnce: number }): Turns {
  const waiting: (() => void)[] = [];
  let taken = 0;

  function begin(): Promise<void> {
    if (taken === atOnce) return new Promise((resolve) => waiting.push(resolve));
    taken += 1;
    return Promise.resolve();
  }

  /** Whoever waits longest takes the place over. */
  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else taken -= 1;
  }

  return {
    async take(work, signal) {
      await begin();
      try {
        if (signal?.aborted === true) throw new TRPCError({ code: "CLIENT_CLOSED_REQUEST" });
        return await work();
      } finally {
        leave();
      }
    },
  };
}
