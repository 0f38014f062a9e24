import fc from "fast-check";
import { expect, test } from "vitest";
import { cellAt, cellBbox, cellCentre, cellPolygon } from "./cell.ts";
import type { LngLat } from "./coordinate.ts";
import { cellOfMorton, mortonOf } from "./morton.ts";

const position: fc.Arbitrary<LngLat> = fc.tuple(
  fc.double({ min: -180, max: 180, noNaN: true }),
  fc.double({ min: -85, max: 85, noNaN: true }),
);

test.each([
  // The slippy map's published example, and the tile of Shanghai's People's Square.
  { at: [-0.1276, 51.5074] as const, level: 10, cell: { x: 511, y: 340 } },
  { at: [121.4737, 31.2304] as const, level: 12, cell: { x: 3430, y: 1673 } },
  { at: [0, 0] as const, level: 1, cell: { x: 1, y: 1 } },
  { at: [-180, 90] as const, level: 5, cell: { x: 0, y: 0 } },
  { at: [180, -90] as const, level: 5, cell: { x: 31, y: 31 } },
])("$at lies in tile $cell of level $level", ({ at, level, cell }) => {
  expect(cellAt(at, level)).toEqual(cell);
});

test("a position lies in its cell's box, and the centre of a cell in that cell", () => {
  fc.assert(
    fc.property(position, fc.integer({ min: 0, max: 26 }), (at, level) => {
      const cell = cellAt(at, level);
      const [west, south, east, north] = cellBbox(cell, level);
      const slack = 1e-9; // tangents and logarithms round; a unit is 1e-7
      expect(at[0]).toBeGreaterThanOrEqual(west - slack);
      expect(at[0]).toBeLessThanOrEqual(east + slack);
      expect(at[1]).toBeGreaterThanOrEqual(south - slack);
      expect(at[1]).toBeLessThanOrEqual(north + slack);
      expect(cellAt(cellCentre(cell, level), level)).toEqual(cell);
    }),
    { seed: 26, numRuns: 2000 },
  );
});

test("a cell's outline is its box, counter-clockwise and closed", () => {
  const [west, south, east, north] = cellBbox({ x: 3430, y: 1673 }, 12);
  expect(cellPolygon({ x: 3430, y: 1673 }, 12).coordinates).toEqual([
    [[west, south], [east, south], [east, north], [west, north], [west, south]],
  ]); // prettier-ignore
});

/** Bit by bit in big integers. */
function slowMorton(x: number, y: number): bigint {
  let code = 0n;
  for (let bit = 0n; bit < 26n; bit++) {
    code |= ((BigInt(x) >> bit) & 1n) << (2n * bit);
    code |= ((BigInt(y) >> bit) & 1n) << (2n * bit + 1n);
  }
  return code;
}

test("a Morton code holds the bits of the finest cell in turn, exactly", () => {
  fc.assert(
    fc.property(position, (at) => {
      const { x, y } = cellAt(at, 26);
      expect(BigInt(mortonOf(at))).toBe(slowMorton(x, y));
      expect(mortonOf(at)).toBeLessThan(2 ** 52);
    }),
    { seed: 52, numRuns: 2000 },
  );
});

test("the cell of a code is the cell of its position, at every level", () => {
  fc.assert(
    fc.property(position, fc.integer({ min: 0, max: 26 }), (at, level) => {
      const { x, y } = cellAt(at, 26);
      const coarser = 2 ** (26 - level);
      const expected = { x: Math.floor(x / coarser), y: Math.floor(y / coarser) };
      expect(cellOfMorton(mortonOf(at), level)).toEqual(expected);
      expect(cellAt(at, level)).toEqual(expected);
    }),
    { seed: 27, numRuns: 2000 },
  );
});
