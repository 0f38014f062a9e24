import { setImmediate as turnOfTheLoop } from "node:timers/promises";

/** While the database writes for one group, the next is made ready. */
const LANES = 2;

type Waiting<Given, Answer> = {
  given: Given;
  answer: (answer: Answer) => void;
  fail: (error: unknown) => void;
};

/**
 * Has work done for several callers at once: whoever comes while it is busy waits, and all who wait go together with the
 * next group, at most `most` of them. Who comes alone waits for nobody. `together` answers in the order of what it is
 * given; when it throws, its whole group hears of it.
 */
export function gather<Given, Answer>(
  together: (given: Given[]) => Promise<Answer[]>,
  { most }: { most: number },
): (given: Given) => Promise<Answer> {
  const waiting: Waiting<Given, Answer>[] = [];
  let [busy, choosing] = [0, 0];

  async function serve(group: Waiting<Given, Answer>[]): Promise<void> {
    try {
      const answers = await together(group.map(({ given }) => given));
      group.forEach(({ answer }, i) => answer(answers[i]!)); // one for each that was given
    } catch (error) {
      for (const { fail } of group) fail(error);
    }
  }

  /** What waits, shared with the other lane when that chooses in the same turn of the event loop. */
  async function choose(): Promise<Waiting<Given, Answer>[]> {
    choosing += 1;
    await turnOfTheLoop();
    const share = Math.ceil(waiting.length / choosing);
    choosing -= 1;
    return waiting.splice(0, Math.min(share, most));
  }

  async function work(): Promise<void> {
    busy += 1;
    while (waiting.length > 0) {
      const group = await choose();
      if (group.length > 0) await serve(group);
    }
    busy -= 1;
  }

  return (given) => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    waiting.push({ given, answer: resolve, fail: reject });
    if (busy < LANES) void work();
    return promise;
  };
}
