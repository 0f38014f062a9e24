/** Whole numbers of 32 bits, of which more and more are needed. */
export type GrowingNumbers = {
  /** Makes room for `count` more; they begin at the returned place of `numbers()`. */
  reserve(count: number): number;
  /** The numbers so far, with room behind; another array after every `reserve` that needed more. */
  numbers(): Int32Array;
  /** The numbers so far, in an array of just their length. */
  finish(): Int32Array<ArrayBuffer>;
};

/** No numbers yet. */
export function createGrowingNumbers(): GrowingNumbers {
  let [numbers, length] = [new Int32Array(2 ** 14), 0];
  return {
    reserve(count) {
      if (length + count > numbers.length) {
        const larger = new Int32Array(Math.max(numbers.length * 2, length + count));
        larger.set(numbers);
        numbers = larger;
      }
      length += count;
      return length - count;
    },
    numbers: () => numbers,
    finish: () => numbers.slice(0, length),
  };
}
