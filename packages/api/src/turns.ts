import { toTrpcError } from "./failure.ts";

/** Who asks what: questions of the same name have the same answer, whoever asks. */
type Asked = { by: string; name: string };

/** Work of which only so much is done at once; the rest waits in the order in which it came. */
export type Turns = {
  /**
   * Does the work when it is its turn. What is asked while an equal question waits has the same answer, so that nobody who
   * leaves takes it from others; one that is worked on may have been read before what the asker has heard of, so that it is
   * asked once more when that has ended. Throws `TOO_OFTEN` to who has too many different questions here, and where the turn
   * has not come in time.
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
  const joined = createJoining(waitMs);
  return { take: (asked, work) => counted(asked, () => joined(asked.name, (begun) => inTurn(begun(work)))) };
}

/** Says that it has begun before it does the work. */
type Begun = <Answer>(work: () => Promise<Answer>) => () => Promise<Answer>;

/** Has what is asked by the same name made once for all who ask before it has begun, and one after the other; throws when the one before has not ended within `waitMs`. */
function createJoining(waitMs: number) {
  const [next, last] = [new Map<string, Promise<unknown>>(), new Map<string, Promise<unknown>>()];
  return async <Answer>(name: string, make: (begun: Begun) => Promise<Answer>): Promise<Answer> => {
    const known = next.get(name) as Promise<Answer> | undefined; // the name tells the kind of answer
    if (known) return known;
    const forget = (from: Map<string, Promise<unknown>>): void => {
      if (from.get(name) === made) from.delete(name);
    };
    const begun: Begun = (work) => () => {
      forget(next);
      return work();
    };
    const made = ended(last.get(name), waitMs)
      .then(() => make(begun))
      .finally(() => {
        forget(next); // it may not have come to its turn
        forget(last);
      });
    next.set(name, made);
    last.set(name, made);
    return made;
  };
}

/** Resolves once that has ended, however; throws when it has not within `waitMs`. */
async function ended(work: Promise<unknown> | undefined, waitMs: number): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(refusal()), waitMs);
  try {
    await Promise.race([Promise.allSettled([work]), late]);
  } finally {
    clearTimeout(timer);
  }
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

/** Notes which different questions each caller has under way; throws where there would be more than `most`. */
function createCounting(most: number) {
  const underWay = new Map<string, readonly string[]>();
  return async <Answer>({ by, name }: Asked, make: () => Promise<Answer>): Promise<Answer> => {
    const names = [...(underWay.get(by) ?? []), name];
    if (new Set(names).size > most) throw refusal();
    underWay.set(by, names);
    try {
      return await make();
    } finally {
      const noted = underWay.get(by)!; // above
      const left = noted.toSpliced(noted.indexOf(name), 1);
      if (left.length === 0) underWay.delete(by);
      else underWay.set(by, left);
    }
  };
}
