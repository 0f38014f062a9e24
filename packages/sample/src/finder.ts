import { boxOf, isInside } from "./plane.ts";
import type { Point, Ring } from "./plane.ts";

/** Answers which of many rings holds a point; squares of `side` metres narrow the search. */
export type Finder = { find(at: Point): number | null };

/** A finder over rings that do not overlap; the answer is an index into them. */
export function createFinder(rings: readonly Ring[], side = 80): Finder {
  const squares = new Map<string, number[]>();
  const square = (x: number, y: number): string => `${Math.floor(x / side)}/${Math.floor(y / side)}`;
  rings.forEach((ring, i) => {
    const [west, south, east, north] = boxOf(ring);
    for (let x = west; x < east + side; x += side) {
      for (let y = south; y < north + side; y += side) {
        const key = square(x, y);
        squares.set(key, [...(squares.get(key) ?? []), i]);
      }
    }
  });
  return {
    find(at) {
      const near = squares.get(square(at[0], at[1])) ?? [];
      return near.find((i) => isInside(at, rings[i]!)) ?? null; // indexes of rings
    },
  };
}
