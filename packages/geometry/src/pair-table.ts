/** Numbers distinct pairs of 32-bit integers 0, 1, 2, … in the order they come. */
export type PairTable = {
  /** The number of the pair; a new pair gets the next number. */
  idOf(a: number, b: number): number;
  /** How many distinct pairs there are. */
  readonly size: number;
  /** The pairs in the order of their numbers, two numbers each; the table is closed by that. */
  finish(): Int32Array;
};

/** One multiplication per half: neighbouring coordinates must not fall into neighbouring slots. */
const hashOf = (a: number, b: number): number => {
  const mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
};

/**
 * A hash table with open addressing for at most `capacity` pairs. A Map would need string keys
 * (two 32-bit numbers do not fit a double), and those took ten times as long to load (redraw R0). Pairs mostly come again in
 * the order in which they came, or the other way round as outlines that share a border do: so those beside the last one
 * are looked at first.
 */
export function createPairTable(capacity: number): PairTable {
  const bits = Math.max(4, Math.ceil(Math.log2(Math.max(1, capacity) * 2)));
  const [shift, mask] = [32 - bits, 2 ** bits - 1];
  const slots = new Int32Array(2 ** bits).fill(-1);
  const pairs = new Int32Array(2 * capacity);
  let [size, last] = [0, 0];
  const isPair = (id: number, a: number, b: number): boolean =>
    pairs[2 * id] === a && pairs[2 * id + 1] === b;
  return {
    idOf(a, b) {
      if (last > 0 && isPair(last - 1, a, b)) return --last;
      if (last + 1 < size && isPair(last + 1, a, b)) return ++last;
      for (let slot = hashOf(a, b) >>> shift; ; slot = (slot + 1) & mask) {
        const id = slots[slot]!; // slot is masked into the table
        if (id >= 0 && isPair(id, a, b)) return (last = id);
        if (id >= 0) continue;
        if (size === capacity) throw new Error(`pair table is full at ${capacity}`);
        slots[slot] = size;
        pairs[2 * size] = a;
        pairs[2 * size + 1] = b;
        return (last = size++);
      }
    },
    get size() {
      return size;
    },
    finish: () => new Int32Array(pairs.buffer.transfer(pairs.BYTES_PER_ELEMENT * 2 * size)),
  };
}
