import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createLaterTries } from "./later-tries.ts";
import type { LaterTries } from "./later-tries.ts";

const LAYERS = ["water", "green", "building", "road"];

let asked: string[];
let tries: LaterTries<string>;
/** Whether what is asked for fails at once. */
let isAway: boolean;
beforeEach(() => {
  vi.useFakeTimers();
  [asked, isAway] = [[], true];
  tries = createLaterTries((layer) => {
    asked.push(layer);
    if (isAway) tries.failed(layer);
    else tries.came(layer);
  });
});
afterEach(() => {
  tries.stop();
  vi.useRealTimers();
});

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1_000);

/** After how many seconds each next time that something fails is asked for again. */
async function waits(times: number): Promise<number[]> {
  const found: number[] = [];
  while (found.length < times) {
    const before = asked.length;
    let seconds = 0;
    for (; asked.length === before; seconds += 1) await pass(1);
    found.push(seconds);
  }
  return found;
}

test("what fails is asked for again after 15 to 30 seconds, each time twice as long after, and every ten minutes at last", async () => {
  tries.failed("water");
  const least = [15, 30, 60, 120, 240, 300, 300, 300];
  const found = await waits(least.length);
  found.forEach((seconds, i) => {
    expect(seconds).toBeGreaterThanOrEqual(least[i]!); // of the same length
    expect(seconds).toBeLessThanOrEqual(2 * least[i]! + 1);
  });
});

test("that several fail makes none of them wait for longer", async () => {
  for (const layer of LAYERS) tries.failed(layer);
  await pass(30);
  expect(asked.toSorted()).toEqual(LAYERS.toSorted());
});

test("what fails once more while it waits is asked for once", async () => {
  tries.failed("water");
  await pass(10);
  tries.failed("water");
  isAway = false;
  await pass(3_600);
  expect(asked).toEqual(["water"]);
});

test("what has come waits as for the first time should it fail again", async () => {
  tries.failed("water");
  await waits(4);
  isAway = false;
  await waits(1);
  isAway = true;
  tries.failed("water");
  expect((await waits(1))[0]).toBeLessThanOrEqual(31);
});

test("T03 all that waits is asked for at once when it may be there, and nothing else is; what fails then waits as for the first time", async () => {
  for (const layer of LAYERS.slice(1)) tries.failed(layer);
  await pass(300);
  asked.length = 0;
  tries.askAll();
  expect(asked.toSorted()).toEqual(LAYERS.slice(1).toSorted());
  await pass(30);
  expect(asked).toHaveLength(6);
});

test("what is asked for out of turn is not asked for when its turn comes, and nothing is once it is stopped", async () => {
  tries.failed("water");
  isAway = false;
  tries.ask("water");
  await pass(3_600);
  expect(asked).toEqual(["water"]);
  tries.failed("road");
  tries.failed("road"); // does not begin to wait twice
  tries.stop();
  await pass(3_600);
  expect(asked).toEqual(["water"]);
});
