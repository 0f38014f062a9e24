import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import fc from "fast-check";
import { expect, test } from "vitest";
import { at, ORIGIN, polygonOf } from "../test/arbitrary.ts";
import type { Lattice } from "../test/arbitrary.ts";
import { areaSquareMetres } from "./area-square-metres.ts";
import { distanceMetres } from "./distance-metres.ts";
import { createGroundRaster } from "./ground-raster.ts";
import type { GroundRaster } from "./ground-raster.ts";
import { toUnitPolygons } from "./unit-ring.ts";

const spot = fc.integer({ min: 0, max: 4_000 });
const triangle = fc.tuple(spot, spot, spot, spot, spot, spot).map(([ax, ay, bx, by, cx, cy]): Lattice[] => [
  [ax, ay],
  [bx, by],
  [cx, cy],
]);

/** One bit, and two of which one is the first: what looks at the ground may have been verified or not. */
const MARKS = [2, 6] as const;

const BOX = [ORIGIN[0], ORIGIN[1], ORIGIN[0] + 4_000, ORIGIN[1] + 4_000] as const;

/** The marks of every cell, row by row; a cell that is shown twice has none. */
function marksOf({ columns, rows, eachRun }: GroundRaster): Uint8Array {
  const marks = new Uint8Array(columns * rows);
  eachRun(({ row, from, to, marks: shown }) => {
    for (let cell = row * columns + from; cell < row * columns + to; cell++) marks[cell]! ^= shown; // inside the raster
  });
  return marks;
}

test("a raster marks the cells whose middle a shape holds", () => {
  fc.assert(
    fc.property(triangle, triangle, (shell, other) => {
      const raster = createGroundRaster(BOX, 2);
      const shapes = [polygonOf(shell), polygonOf(other)];
      shapes.forEach((shape, i) =>
        toUnitPolygons(shape).forEach((polygon) => raster.paint(polygon, MARKS[i]!)),
      );
      const marks = marksOf(raster);
      for (let cell = 0; cell < marks.length; cell += 7) {
        const middle = [
          raster.longitudeOf(cell % raster.columns),
          raster.latitudeOf(Math.floor(cell / raster.columns)),
        ];
        const holders = shapes.map((shape) => booleanPointInPolygon(middle, shape, { ignoreBoundary: true }));
        expect(marks[cell]).toBe((holders[0] ? MARKS[0] : 0) | (holders[1] ? MARKS[1] : 0));
      }
    }),
    { seed: 41, numRuns: 60 },
  );
});

test("marked cells have the shape's area, but for less than a cell's side along its outline", () => {
  fc.assert(
    fc.property(triangle, (corners) => {
      const raster = createGroundRaster(BOX, 1);
      const shape = polygonOf(corners);
      for (const polygon of toUnitPolygons(shape)) raster.paint(polygon, 1);
      const marked = marksOf(raster).reduce((sum, mark) => sum + mark, 0) * raster.cellSquareMetres;
      const outline = corners.reduce(
        (sum, corner, i) => sum + distanceMetres(at(corner), at(corners[(i + 1) % 3]!)), // modulo length
        0,
      );
      expect(Math.abs(marked - areaSquareMetres(shape))).toBeLessThanOrEqual(outline + 1);
    }),
    { seed: 42, numRuns: 200 },
  );
});
