import { toDegrees } from "@getu/geometry";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  ARC_ZOOMS,
  arcLattice,
  arcZoomFor,
  fromGridColumns,
  gridColumnsSchema,
  toGridColumns,
  zoomOfSide,
} from "./boundaries.ts";

const grid = fc.record({
  id: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
  tier: fc.constant(2),
  parentId: fc.option(fc.integer({ min: 1, max: 2 ** 31 - 1 })),
  name: fc.string(),
  anchor: fc.tuple(
    fc.integer({ min: -1.8e9, max: 1.8e9 }).map(toDegrees),
    fc.integer({ min: -9e8, max: 9e8 }).map(toDegrees),
  ),
});

test("grids come back from their columns, which pass for JSON", () => {
  fc.assert(
    fc.property(fc.array(grid), (grids) => {
      const columns = gridColumnsSchema.parse(JSON.parse(JSON.stringify(toGridColumns(2, grids))));
      expect(fromGridColumns(columns)).toEqual(grids);
    }),
    { seed: 81 },
  );
});

test("a map takes the coarsest boundaries that are exact enough, and exact ones beyond", () => {
  expect([3, 10, 10.1, 12, 13.5, 14.2, 19, 22].map(arcZoomFor)).toEqual([10, 10, 12, 12, 14, 20, 20, 20]);
});

// A world of 512 pixels at zoom 0 is 3.6e9 units wide.
test("simplified boundaries leave their own by a pixel at their zoom, and lie on a lattice of a third of one", () => {
  for (const zoom of ARC_ZOOMS.slice(0, -1)) {
    const unitsOfPixel = 3.6e9 / (512 * 2 ** zoom);
    const { step, tolerance } = arcLattice(zoom);
    expect(step / unitsOfPixel).toBeLessThan(1 / 3);
    expect((step * tolerance) / unitsOfPixel).toBeLessThan(1);
  }
  expect(arcLattice(20)).toEqual({ step: 1, tolerance: 0 });
});

test("a side of 100 m is 40 pixels long at the zoom that is told", () => {
  const zoom = zoomOfSide({ metres: 100, pixels: 40, latitude: 60 });
  const metresOfPixel = (40_075_016.7 * 0.5) / (512 * 2 ** zoom); // half of the equator's at 60 degrees
  expect(40 * metresOfPixel).toBeCloseTo(100, 6);
});
