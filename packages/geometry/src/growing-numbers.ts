/** Whole numbers of 32 bits, of which more and more are needed. */
export type GrowingNumbers = {
  /** Makes room for `count` more; they begin at the returned place of `numbers()`. */
  reserve(count: number): number;
  /** The numbers so far, with room behind; another array after every `reserve` that needed more. */
  numbers(): Int32Array;
  /** The numbers so far, in an array of just their length, and nothing more after that. */
  finish(): Int32Array<ArrayBuffer>;
};

/**
 * No numbers yet. What was outgrown is given back at once: left to the garbage collector it would count as memory in use,
 * and by that the collector tells when to go through everything, all outlines that somebody indexes among it.
 */
export function createGrowingNumbers(): GrowingNumbers {
  let [numbers, length] = [new Int32Array(2 ** 14), 0];
  return {
    reserve(count) {
      if (length + count > numbers.length) {
        const room = Math.max(numbers.length * 2, length + count);
        numbers = new Int32Array(numbers.buffer.transfer(numbers.BYTES_PER_ELEMENT * room));
      }
      length += count;
      return length - count;
    },
    numbers: () => numbers,
    finish: () => new Int32Array(numbers.buffer.transfer(numbers.BYTES_PER_ELEMENT * length)),
  };
}
