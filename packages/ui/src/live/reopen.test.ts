import { describe, expect, test } from "vitest";
import { patienceMs, reopenAfterMs } from "./reopen.ts";

const WALLS = 200;
const OUTAGE_MS = 60_000;

/** Numbers in [0, 1) that look like chance, the same in each run. */
function createChance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** When a wall calls during an outage that begins at 0, and its first call after it; each call within it ends in vain at once. */
function callsOf(begin: Begin, random: () => number): number[] {
  const calls = [begin.firstAt(random())];
  for (let inVain = begin.inVain; calls.at(-1)! < OUTAGE_MS; inVain += 1)
    // it has its first
    calls.push(calls.at(-1)! + reopenAfterMs(inVain, random()));
  return calls;
}

/** The most calls within any one second. */
function busiestSecond(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  let first = 0;
  return sorted.reduce((most, time, last) => {
    while (sorted[first]! <= time - 1000) first += 1; // at `last` the latest
    return Math.max(most, last - first + 1);
  }, 0);
}

/** How an outage begins for a wall: when it calls first, and how often it was disappointed by then. */
type Begin = { how: string; firstAt: (random: number) => number; inVain: number };

describe("T03 two hundred walls whose server is away for a minute", () => {
  const begins: readonly Begin[] = [
    {
      how: "the server ends all streams in one instant",
      firstAt: (random) => reopenAfterMs(0, random),
      inVain: 1,
    },
    { how: "the server falls silent for all in one instant", firstAt: patienceMs, inVain: 1 },
  ];

  test.each(begins)(
    "call fewer than fifty times in any second, and again within fifteen once it is back, when $how",
    (begin) => {
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const random = createChance(seed);
        const walls = Array.from({ length: WALLS }, () => callsOf(begin, random));
        expect(busiestSecond(walls.flat())).toBeLessThan(50);
        expect(Math.max(...walls.map((calls) => calls.at(-1)!)) - OUTAGE_MS).toBeLessThan(15_000); // each has calls
      }
    },
  );

  test("does not call a wall silent that hears the server's word every five seconds", () => {
    expect(patienceMs(0)).toBeGreaterThan(7_500); // by then it says itself that its picture grows old
  });
});
