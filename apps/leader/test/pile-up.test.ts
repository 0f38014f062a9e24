import fc from "fast-check";
import { expect, test } from "vitest";
import { pileUp } from "../src/pile-up.ts";

const REACH = 3;
// Few places: many things lie on one spot, and many at just the reach.
const spot = fc.record({ x: fc.integer({ min: 0, max: 12 }), y: fc.integer({ min: 0, max: 12 }) });
type Spot = { x: number; y: number };
const apart = (a: Spot, b: Spot): number => Math.hypot(a.x - b.x, a.y - b.y);

test("marks that a thumb could not tell apart lie in one pile; none is lost, none is twice, and piles can be told apart", () => {
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 40, size: "max" }), (spots) => {
      const piles = pileUp(spots, (each) => each, REACH);
      expect(new Set(piles.flat()).size).toBe(spots.length);
      expect(piles.flat()).toHaveLength(spots.length);
      const first = piles.map(([begun]) => begun!);
      for (const [place, pile] of piles.entries()) {
        expect(pile).toEqual(spots.filter((each) => pile.includes(each))); // in the order in which they came
        for (const each of pile) expect(apart(each, first[place]!)).toBeLessThanOrEqual(REACH);
        for (const other of first.slice(0, place)) expect(apart(other, first[place]!)).toBeGreaterThan(REACH);
      }
    }),
    { seed: 13 },
  );
});
