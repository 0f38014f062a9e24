import fc from "fast-check";
import { expect, test } from "vitest";
import { createLatestAsker } from "./latest-asker.ts";

/** An asker of numbers whose answers and frames come when the test says so. */
function startAsking(most: number) {
  const onTheWay = new Map<number, PromiseWithResolvers<string>>();
  const [asked, shown]: [number[], string[]] = [[], []];
  const passed: (() => boolean)[] = [];
  let frames: (() => void)[] = [];
  const asker = createLatestAsker<number, string>({
    most,
    ask(question, isPassed) {
      asked.push(question);
      passed.push(isPassed);
      const answer = Promise.withResolvers<string>();
      onTheWay.set(question, answer);
      return answer.promise;
    },
    show: (answer) => shown.push(answer),
    beforeFrame: (work) => frames.push(work),
  });
  const end = async (question: number, how: "answer" | "fail"): Promise<void> => {
    const answer = onTheWay.get(question);
    onTheWay.delete(question);
    if (how === "answer") answer?.resolve(`of ${question}`);
    else answer?.reject(new Error("away"));
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  /** Answers how many calls for a frame there were. */
  const frame = (): number => {
    const due = frames;
    frames = [];
    for (const work of due) work();
    return due.length;
  };
  return {
    want: asker.want,
    frame,
    asked,
    shown,
    onTheWay,
    isPassed: (index: number) => passed[index]?.(),
    answer: (question: number) => end(question, "answer"),
    fail: (question: number) => end(question, "fail"),
  };
}

test("of what is wanted before a frame only the last is asked", () => {
  const { want, frame, asked } = startAsking(3);
  for (const question of [1, 2, 3]) want(question);
  expect(asked).toEqual([]);
  expect(frame()).toBe(1);
  expect(asked).toEqual([3]);
});

test("no more than the most are on their way, and of those that wait meanwhile only the last is asked", async () => {
  const { want, frame, asked, answer } = startAsking(2);
  for (const question of [1, 2, 3, 4, 5]) {
    want(question);
    frame();
  }
  expect(asked).toEqual([1, 2]);
  expect(frame()).toBe(0); // nothing to do: it waits without waking up
  await answer(1);
  frame();
  expect(asked).toEqual([1, 2, 5]);
});

test("the answer to an earlier question is not shown after that to a later one", async () => {
  const { want, frame, shown, answer } = startAsking(2);
  for (const question of [1, 2]) {
    want(question);
    frame();
  }
  await answer(2);
  frame();
  await answer(1);
  frame();
  expect(shown).toEqual(["of 2"]);
});

test("every answer that comes in time is shown, one a frame, in the order of the questions", async () => {
  const { want, frame, shown, answer } = startAsking(3);
  for (const question of [1, 2, 3]) {
    want(question);
    frame();
  }
  await answer(2);
  await answer(1);
  frame();
  expect(shown).toEqual(["of 1"]);
  await answer(3);
  for (let turn = 0; turn < 2; turn++) frame();
  expect(shown).toEqual(["of 1", "of 2", "of 3"]);
});

test("a question that fails gives its place free, and learns that it was passed", async () => {
  const { want, frame, asked, shown, fail, answer, isPassed } = startAsking(1);
  want(1);
  frame();
  expect(isPassed(0)).toBe(false);
  want(2);
  expect(isPassed(0)).toBe(true);
  await fail(1);
  frame();
  expect(asked).toEqual([1, 2]);
  await answer(2);
  frame();
  expect(shown).toEqual(["of 2"]);
});

test("whatever the order of wishes, answers, failures and frames: never too many at once, never back, and the last in the end", async () => {
  const step = fc.record({
    kind: fc.constantFrom("want", "answer", "fail", "frame"),
    pick: fc.nat(1000),
  });
  const run = async (most: number, steps: readonly { kind: string; pick: number }[]): Promise<void> => {
    const asking = startAsking(most);
    let wanted = 0;
    for (const { kind, pick } of steps) {
      const open = [...asking.onTheWay.keys()];
      const one = open[pick % open.length];
      if (kind === "want") asking.want(++wanted);
      else if (kind === "frame") asking.frame();
      else if (one !== undefined) await (kind === "answer" ? asking.answer(one) : asking.fail(one));
      expect(asking.onTheWay.size).toBeLessThanOrEqual(most);
    }
    asking.want(++wanted);
    for (let turn = 0; turn <= 2 * most + 2; turn++) {
      asking.frame();
      for (const question of asking.onTheWay.keys()) await asking.answer(question);
    }
    const order = asking.shown.map((answer) => Number(answer.slice(3)));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order.at(-1)).toBe(wanted);
    expect(asking.frame()).toBe(0);
  };
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(step, { maxLength: 60 }), run), {
    seed: 20_261_126,
    numRuns: 200,
  });
});
