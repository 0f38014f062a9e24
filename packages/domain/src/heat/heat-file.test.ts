import fc from "fast-check";
import { expect, test } from "vitest";
import { readHeatFile, writeHeatFile } from "./heat-file.ts";
import { fromHeatRaster, toHeatRaster } from "./heat-raster.ts";
import type { HeatCells } from "./heat.ts";

type Cell = readonly [x: number, y: number, count: number];

const cellsOf = (cells: readonly Cell[], level = 26): HeatCells => ({
  level,
  x: cells.map(([x]) => x),
  y: cells.map(([, y]) => y),
  count: cells.map(([, , count]) => count),
  asOf: "2026-11-22T00:00:00.123Z",
});

const inRows = (a: Cell, b: Cell): number => a[1] - b[1] || a[0] - b[0];

const count = fc.oneof(fc.integer({ min: 1, max: 255 }), fc.integer({ min: 1, max: 2 ** 32 - 1 }));
const cellsUpTo = (size: number) =>
  fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: size }), fc.integer({ min: 0, max: size }), count), {
    maxLength: 80,
    selector: ([x, y]) => `${x} ${y}`,
  });

test.each([
  { kind: "crowded", size: 8 },
  { kind: "sparse", size: 3000 },
  { kind: "all over the world at the finest level", size: 2 ** 26 - 1 },
])("no count is lost on the way: $kind cells come back row by row", ({ size }) => {
  fc.assert(
    fc.property(cellsUpTo(size), (cells) => {
      const back = fromHeatRaster(readHeatFile(writeHeatFile(toHeatRaster(cellsOf(cells)))));
      expect(back).toEqual(cellsOf([...cells].sort(inRows)));
    }),
    { seed: 71, numRuns: 150 },
  );
});

test("a file is read the same from the middle of a larger buffer, at any place", () => {
  const cells = cellsOf([
    [10, 20, 1],
    [13, 21, 70_000],
  ]);
  const file = writeHeatFile(toHeatRaster(cells));
  for (const at of [0, 1, 2, 3, 4]) {
    const larger = Buffer.alloc(file.length + 9, 255);
    larger.set(file, at);
    expect(fromHeatRaster(readHeatFile(larger.subarray(at, at + file.length)))).toEqual(cells);
  }
});

test("a frame with a quarter of its cells full is a raster, an emptier one names its cells", () => {
  const corners: Cell[] = [
    [10, 20, 1],
    [13, 21, 300],
  ];
  expect(toHeatRaster(cellsOf(corners))).toMatchObject({
    left: 10,
    top: 20,
    width: 4,
    height: 2,
    cells: null,
    counts: Uint16Array.of(1, 0, 0, 0, 0, 0, 0, 300),
  });
  const wider: Cell[] = [...corners, [30, 20, 7]];
  expect(toHeatRaster(cellsOf(wider)).cells).toEqual(Uint32Array.of(0, 20, 24));
});

test("the columns of an index, row by row, make the same raster as lists in any order", () => {
  fc.assert(
    fc.property(fc.constantFrom(8, 3000).chain(cellsUpTo), (cells) => {
      const { x, y, count: counts, ...head } = cellsOf(cells.toSorted(inRows));
      const columns = { x: Uint32Array.from(x), y: Uint32Array.from(y), count: Uint32Array.from(counts) };
      expect(toHeatRaster({ ...head, ...columns })).toEqual(toHeatRaster(cellsOf(cells)));
    }),
    { seed: 20_261_126, numRuns: 200 },
  );
});

test("a count that 32 bits do not hold is refused, not cut", () => {
  expect(() => toHeatRaster(cellsOf([[1, 1, 2 ** 32]]))).toThrow("does not fit");
});

test("T33 a file that is cut off anywhere, longer than it says, or has any other bytes, is refused or read", () => {
  const file = writeHeatFile(
    toHeatRaster(
      cellsOf([
        [1, 1, 5],
        [900, 7, 70_000],
      ]),
    ),
  );
  for (let length = 0; length < file.length; length++)
    expect(() => readHeatFile(file.subarray(0, length))).toThrow(RangeError);
  expect(() => readHeatFile(Uint8Array.of(...file, 0))).toThrow("bytes of counts are announced");
  expect(() => readHeatFile(Uint8Array.of(9))).toThrow("format 9");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      try {
        readHeatFile(Uint8Array.of(1, ...bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { seed: 72, numRuns: 2000 },
  );
});
