import { setTimeout } from "node:timers/promises";

/** One of several ways to do the same work. */
export type Contender = {
  name: string;
  /** Does a round and tells how much was done: points, rows, requests. */
  round(): number | Promise<number>;
  /** Seconds on its own clock, when its work is done by another process. */
  seconds?: () => number;
};

/** What a contender did in a second, over all rounds. */
export type Rate = { name: string; median: number; lowest: number; highest: number };

/** CPU seconds of this process, all its threads, or seconds on the wall: the first do not count other people's work. */
export type Clock = "cpu" | "wall";

/** How often each contender runs. */
export type Rounds = { warmUps: number; rounds: number; clock: Clock };

/** Seconds of a clock. */
export function secondsOf(clock: Clock): number {
  if (clock === "wall") return performance.now() / 1000;
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** The middle value; of an even number the mean of both in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? Number.NaN) + (sorted[Math.floor(middle)] ?? Number.NaN)) / 2;
}

/** What one contender did in all rounds. */
export const toRate = (name: string, values: readonly number[]): Rate => ({
  name,
  median: medianOf(values),
  lowest: Math.min(...values),
  highest: Math.max(...values),
});

/** The value that the share `at` of all do not exceed. */
export function percentileOf(values: readonly number[], at: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(at * sorted.length) - 1)] ?? Number.NaN;
}

/** Nobody pays for another one's garbage, nor for the threads that are still sweeping it. */
export async function collectGarbage(): Promise<void> {
  globalThis.gc?.();
  await setTimeout(20);
}

async function rateOf(contender: Contender, clock: Clock): Promise<number> {
  await collectGarbage();
  const seconds = contender.seconds ?? (() => secondsOf(clock));
  const start = seconds();
  const done = await contender.round();
  return done / (seconds() - start);
}

/** Runs contenders A B C, A B C, … so that a slow minute of the machine hits all alike. */
export async function measureInterleaved(
  contenders: readonly Contender[],
  { warmUps, rounds, clock }: Rounds,
): Promise<Rate[]> {
  const rates = contenders.map((): number[] => []);
  for (let round = -warmUps; round < rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const rate = await rateOf(contender, clock);
      if (round >= 0) rates[i]!.push(rate); // a list for each contender
    }
  }
  return contenders.map(({ name }, i) => toRate(name, rates[i]!)); // as above
}

/** So many times slower than the quickest in a trial, and the rounds to come will not make it the quickest. */
const HOPELESS = 5;

/**
 * Those of several ways that may be the quickest, by a round of each that counts for nothing else. A plan that loses by far
 * would take most of a run's time in every round and change no figure.
 */
export async function dropHopeless(contenders: readonly Contender[]): Promise<Contender[]> {
  const trials = await measureInterleaved(contenders, { warmUps: 0, rounds: 1, clock: "cpu" });
  const best = Math.max(...trials.map(({ median }) => median));
  return contenders.filter((_, i) => trials[i]!.median * HOPELESS > best); // a trial of each
}

/** Seconds that something takes, once. */
export async function timed<Result>(
  clock: Clock,
  work: () => Result | Promise<Result>,
): Promise<{ seconds: number; result: Result }> {
  await collectGarbage();
  const start = secondsOf(clock);
  const result = await work();
  return { seconds: secondsOf(clock) - start, result };
}
