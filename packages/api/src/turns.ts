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
  const counted = createCounting(mostOfOne);
  const joined = createJoining(createLine(atOnce), waitMs);
  return { take: (asked, work) => counted(asked, () => joined(asked.name, work)) };
}

/** Has what is asked by the same name made once for all who ask before it has begun, and one after the other. */
function createJoining(inTurn: Line, waitMs: number) {
  const [waiting, working] = [new Map<string, Promise<unknown>>(), new Map<string, Promise<unknown>>()];
  return async <Answer>(name: string, work: () => Promise<Answer>): Promise<Answer> => {
    const known = waiting.get(name) as Promise<Answer> | undefined; // the name tells the kind of answer
    if (known) return known;
    const until = performance.now() + waitMs;
    const begin = (): Promise<Answer> => {
      waiting.delete(name);
      const done = work().finally(() => working.delete(name));
      working.set(name, done);
      return done;
    };
    const made = ended(working.get(name), waitMs)
      .then(() => inTurn(begin, until - performance.now()))
      .finally(() => {
        if (waiting.get(name) === made) waiting.delete(name); // it has not come to its turn
      });
    waiting.set(name, made);
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
type Line = <Answer>(work: () => Promise<Answer>, waitMs: number) => Promise<Answer>;

function createLine(atOnce: number): Line {
  const waiting = new Set<() => void>(); // in the order in which they came
  let taken = 0;

  function begin(waitMs: number): Promise<void> {
    if (taken === atOnce) return wait(waitMs);
    taken += 1;
    return Promise.resolve();
  }

  function wait(waitMs: number): Promise<void> {
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

  return async (work, waitMs) => {
    await begin(waitMs);
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
