/** A stream of numbers that depends on its seed alone, never on the clock or the machine. */
export type Random = {
  /** In [0, 1). */
  next(): number;
  between(low: number, high: number): number;
  /** A whole number, both ends included. */
  whole(low: number, high: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly T[]): T;
  /** Mean 0, deviation 1. */
  normal(): number;
};

const mix = (hash: number, code: number): number => Math.imul(hash ^ code, 0x9e3779b1) ^ (hash >>> 15);

/** Four 32-bit words from a text (xmur3-like). */
function wordsOf(text: string): [number, number, number, number] {
  const words: [number, number, number, number] = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
  for (let i = 0; i < text.length; i++) {
    for (let w = 0; w < 4; w++) words[w] = mix(words[w]! + w, text.charCodeAt(i)); // w < 4
  }
  return words;
}

/** sfc32 (Chris Doty-Humphrey's PractRand, public domain): small, fast, passes the usual batteries. */
function sfc32(seed: string): () => number {
  let [a, b, c, counter] = wordsOf(seed);
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** The same seed gives the same stream. */
export function createRandom(seed: string): Random {
  const next = sfc32(seed);
  return {
    next,
    between: (low, high) => low + (high - low) * next(),
    whole: (low, high) => low + Math.floor((high - low + 1) * next()),
    chance: (probability) => next() < probability,
    pick(list) {
      if (list.length === 0) throw new RangeError("pick: the list is empty");
      return list[Math.floor(next() * list.length)]!; // index < length
    },
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
  };
}

/** A shuffled copy. */
export function shuffled<T>(list: readonly T[], random: Random): T[] {
  return list
    .map((value) => ({ value, order: random.next() }))
    .sort((a, b) => a.order - b.order)
    .map(({ value }) => value);
}
