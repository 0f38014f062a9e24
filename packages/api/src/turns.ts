import { toTrpcError } from "./failure.ts";
import { createSharing } from "./sharing.ts";

/** Who asks what: questions of the same name have the same answer, whoever asks. */
type Asked = { by: string; name: string };

/** Work of which only so much is done at once; the rest waits in the order in which it came. */
export type Turns = {
  /**
   * Does the work when it is its turn. What is asked while an equal question waits or is worked on has the same answer, so
   * that nobody who leaves takes it from others. Throws `TOO_OFTEN` to who has too many different questions here, and where
   * the turn has not come in time.
   */
  take<Answer>(asked: Asked, work: () => Promise<Answer>): Promise<Answer>;
};

/** A page waits a minute for an answer to begin (`ui/src/live/wire.ts`), and a statement takes half of one at most. */
const WAIT_MS = 20_000;

/** So many different questions of one caller may wait or be worked on. */
const MOST_OF_ONE = 4;

const RETRY_AFTER_SECONDS = 5;

const refusal = (): Error => toTrpcError({ code: "TOO_OFTEN", retryAfterSeconds: RETRY_AFTER_SECONDS });

type TurnsOptions = { atOnce: number; waitMs?: number; mostOfOne?: number };

/** Turns of which `atOnce` are taken at the same time. */
export function createTurns({ atOnce, waitMs = WAIT_MS, mostOfOne = MOST_OF_ONE }: TurnsOptions): Turns {
  const inTurn = createLine({ atOnce, waitMs });
  const counted = createCounting(mostOfOne);
  const [share, shareOwn] = [createSharing(), createSharing()];
  return {
    take: ({ by, name }, work) =>
      shareOwn(JSON.stringify([by, name]), () => counted(by, () => share(name, () => inTurn(work)))),
  };
}

/** Has work wait in line; throws when it has not begun within `waitMs`. */
function createLine({ atOnce, waitMs }: { atOnce: number; waitMs: number }) {
  const waiting = new Set<() => void>(); // in the order in which they came
  let taken = 0;

  function begin(): Promise<void> {
    if (taken === atOnce) return wait();
    taken += 1;
    return Promise.resolve();
  }

  function wait(): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const late = setTimeout(() => {
      waiting.delete(goOn);
      reject(refusal());
    }, waitMs);
    const goOn = (): void => {
      clearTimeout(late);
      resolve();
    };
    waiting.add(goOn);
    return promise;
  }

  /** Whoever waits longest takes the place over. */
  function leave(): void {
    const [next] = waiting;
    if (next === undefined) {
      taken -= 1;
      return;
    }
    waiting.delete(next);
    next();
  }

  return async <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    await begin();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}

/** Counts what each caller has under way; throws where it would be more than `most`. */
function createCounting(most: number) {
  const underWay = new Map<string, number>();
  return async <Answer>(by: string, make: () => Promise<Answer>): Promise<Answer> => {
    const others = underWay.get(by) ?? 0;
    if (others >= most) throw refusal();
    underWay.set(by, others + 1);
    try {
      return await make();
    } finally {
      const left = underWay.get(by)! - 1; // counted above
      if (left === 0) underWay.delete(by);
      else underWay.set(by, left);
    }
  };
}
