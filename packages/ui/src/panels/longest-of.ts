import type { Format } from "../format.ts";

/** Characters of the longest of some numbers as they are written: long ones are given room, or are set smaller. */
export const longestOf = (numbers: readonly number[], format: Pick<Format, "number">): number =>
  Math.max(1, ...numbers.map((each) => format.number(each).length));
