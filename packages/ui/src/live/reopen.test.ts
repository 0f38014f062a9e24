import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { onlineAfterMs, patienceMs, reopenAfterMs } from "./reopen.ts";

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

/** When a wall calls during an outage that begins at 0, and its first call after it; each call within it is in vain. */
function callsOf({ firstAt, nextAfter }: Outage, random: () => number): number[] {
  const calls = [firstAt(random())];
  for (let inVain = 1; calls.at(-1)! < OUTAGE_MS; inVain += 1)
    // it has its first
    calls.push(calls.at(-1)! + nextAfter(inVain, random()));
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

/** How an outage goes for a wall: when it calls first, and how long after a call in vain again. */
type Outage = {
  how: string;
  firstAt: (random: number) => number;
  nextAfter: (inVain: number, random: number) => number;
};

const ended = (random: number): number => reopenAfterMs(0, random);
const silent = (random: number): number => patienceMs(0, random);

describe("T03 two hundred walls whose server is away for a minute", () => {
  const outages: readonly Outage[] = [
    { how: "the server ends all streams in one instant", firstAt: ended, nextAfter: reopenAfterMs },
    { how: "the server falls silent for all in one instant", firstAt: silent, nextAfter: reopenAfterMs },
    { how: "the wire takes every call and answers none", firstAt: silent, nextAfter: patienceMs },
  ];

  test.each(outages)(
    "call fewer than fifty times in any second, and again within ten once it is back, when $how",
    (outage) => {
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const random = createChance(seed);
        const walls = Array.from({ length: WALLS }, () => callsOf(outage, random));
        expect(busiestSecond(walls.flat())).toBeLessThan(50);
        expect(Math.max(...walls.map((calls) => calls.at(-1)!)) - OUTAGE_MS).toBeLessThan(10_000); // each has calls
      }
    },
  );

  test("does not call a wall silent that hears the server's word every five seconds", () => {
    for (const inVain of [0, 1, 500]) expect(patienceMs(inVain, 0)).toBeGreaterThan(7_500); // then it says so itself
  });
});

describe("T09 however long an outage lasts, a wall", () => {
  test("calls again within ten seconds, whether its calls are refused or hang", () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), chance, (inVain, random) => {
        expect(reopenAfterMs(inVain, random)).toBeLessThanOrEqual(10_000);
        expect(patienceMs(inVain, random)).toBeLessThanOrEqual(10_000);
      }),
      { seed: 9 },
    );
  });

  test("calls within a second once its machine has a network again", () => {
    expect(onlineAfterMs(0)).toBe(0);
    expect(onlineAfterMs(1)).toBeLessThanOrEqual(1_000);
  });
});
