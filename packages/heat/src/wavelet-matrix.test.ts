import fc from "fast-check";
import { expect, test } from "vitest";
import {
  buildWaveletMatrix,
  countInCell,
  createDescentScratch,
  descend,
  interleave,
} from "./wavelet-matrix.ts";

/** Points of a 2^depth square, many of them in the same cells and on the rims. */
const pointsOf = (depth: number) =>
  fc.array(
    fc.oneof(
      fc.tuple(fc.nat(2 ** depth - 1), fc.nat(2 ** depth - 1)),
      fc.constantFrom<[number, number]>(
        [0, 0],
        [2 ** depth - 1, 2 ** depth - 1],
        [2 ** (depth - 1), 2 ** (depth - 1) - 1],
      ),
    ),
    { maxLength: 300, size: "max" },
  );

const cases = fc.integer({ min: 1, max: 13 }).chain((depth) =>
  fc.record({
    depth: fc.constant(depth),
    points: pointsOf(depth),
    cuts: fc.array(fc.nat(300), { minLength: 2, maxLength: 8 }),
    viewDepth: fc.integer({ min: 0, max: depth }),
    corners: fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
  }),
);

const matrixOf = (points: readonly [number, number][], depth: number) =>
  buildWaveletMatrix(
    Uint32Array.from(points, ([x, y]) => interleave(x, y)),
    2 * depth,
  );

const sorted = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a]);

test("descending to a view counts what a plain loop over the rows counts, for any ranges", () => {
  const scratch = createDescentScratch();
  fc.assert(
    fc.property(cases, ({ depth, points, cuts, viewDepth, corners }) => {
      const matrix = matrixOf(points, depth);
      const ranges = cuts.map((cut) => Math.min(cut, points.length)).slice(0, cuts.length & ~1);
      const side = 2 ** viewDepth;
      const [west, east] = sorted(corners[0] % side, corners[1] % side);
      const [north, south] = sorted(corners[2] % side, corners[3] % side);
      const expected = new Map<string, number>();
      for (let r = 0; r < ranges.length; r += 2) {
        for (const [px, py] of points.slice(ranges[r], Math.max(ranges[r]!, ranges[r + 1]!))) {
          const [x, y] = [px >> (depth - viewDepth), py >> (depth - viewDepth)];
          if (x < west || x > east || y < north || y > south) continue;
          expected.set(`${x},${y}`, (expected.get(`${x},${y}`) ?? 0) + 1);
        }
      }
      const found = new Map<string, number>();
      const view = { depth: viewDepth, west, north, east, south };
      descend(matrix, { ranges, view, scratch }, (x, y, count) => {
        expect(count).toBeGreaterThan(0);
        found.set(`${x},${y}`, (found.get(`${x},${y}`) ?? 0) + count);
      });
      expect(found).toEqual(expected); // maps are equal in any order
    }),
    { seed: 20_261_122, numRuns: 400 },
  );
});

test("one cell is counted as a plain loop counts it, at every depth", () => {
  fc.assert(
    fc.property(cases, ({ depth, points, cuts, viewDepth, corners }) => {
      const matrix = matrixOf(points, depth);
      const [from, to] = sorted(Math.min(cuts[0]!, points.length), Math.min(cuts[1]!, points.length));
      const cell = { depth: viewDepth, x: corners[0] % 2 ** viewDepth, y: corners[1] % 2 ** viewDepth };
      const shift = depth - viewDepth;
      const expected = points
        .slice(from, to)
        .filter(([x, y]) => x >> shift === cell.x && y >> shift === cell.y);
      expect(countInCell(matrix, [from, to], cell)).toBe(expected.length);
    }),
    { seed: 20_261_122, numRuns: 400 },
  );
});

test.each([0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 129])(
  "%i rows at a block's edge are counted whole",
  (size) => {
    const matrix = matrixOf(
      Array.from({ length: size }, () => [1, 1]),
      1,
    );
    expect(countInCell(matrix, [0, size], { depth: 1, x: 1, y: 1 })).toBe(size);
    expect(countInCell(matrix, [0, size], { depth: 0, x: 0, y: 0 })).toBe(size);
    expect(countInCell(matrix, [0, size], { depth: 1, x: 0, y: 1 })).toBe(0);
  },
);

test("more ranges than the working memory first holds are all counted", () => {
  const points = Array.from({ length: 20_000 }, (_, i): [number, number] => [i % 128, (i * 7) % 128]);
  const ranges = points.flatMap((_, i) => [i, i + 1]);
  const view = { depth: 7, west: 0, north: 0, east: 127, south: 127 };
  let total = 0;
  descend(matrixOf(points, 7), { ranges, view, scratch: createDescentScratch() }, (_x, _y, count) => {
    total += count;
  });
  expect(total).toBe(points.length);
});
