import type { Point } from "./plane.ts";

/** The segments of a grid code, coarse to fine; digits each. Codes are made from it, never read by position. */
export const CODE_SEGMENTS = [
  { key: "county", digits: 6 },
  { key: "street", digits: 3 },
  { key: "community", digits: 3 },
  { key: "compound", digits: 2 },
  { key: "lane", digits: 3 },
] as const;

/** A code from the numbers of its segments, coarse to fine; throws when a number does not fit its segment. */
export function gridCode(numbers: readonly number[]): string {
  return numbers
    .map((number, i) => {
      const segment = CODE_SEGMENTS[i];
      const text = segment ? String(number).padStart(segment.digits, "0") : "";
      if (!segment || text.length !== segment.digits)
        throw new RangeError(`grid code: ${number} at segment ${i}`);
      return text;
    })
    .join("");
}

/** In reading order: bands from north to south, each from west to east. */
export function inReadingOrder<T>(
  all: readonly T[],
  { at, band }: { at: (value: T) => Point; band: number },
): T[] {
  const row = (value: T): number => -Math.round(at(value)[1] / band);
  return all.toSorted((a, b) => row(a) - row(b) || at(a)[0] - at(b)[0]);
}
