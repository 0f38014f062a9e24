/** Whole numbers and choices from a seed: the same seed gives the same run. */
export type Random = {
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  pick<Value>(values: readonly Value[]): Value;
};

/** Mulberry32 by Tommy Ettinger, public domain. */
export function createRandom(seed: number): Random {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (low: number, high: number): number => low + Math.floor(next() * (high - low + 1));
  return { integer, pick: (values) => values[integer(0, values.length - 1)]! }; // callers pass no empty list
}
