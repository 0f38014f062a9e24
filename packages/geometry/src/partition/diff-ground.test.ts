import fc from "fast-check";
import { expect, test } from "vitest";
import { at, polygonOf } from "../../test/arbitrary.ts";
import type { AreaGeometry } from "../area.ts";
import { createAreaIndex } from "../area-index.ts";
import { areaSquareMetres } from "../area-square-metres.ts";
import { diffGround, isRefusal } from "./index.ts";
import type { GroundDifference } from "./index.ts";

/** A field of so many cells a side, each so many units wide: shared edges and corners that only touch come up often. */
const SIDE = 5;
const CELL = 1000;
const CELLS = Array.from({ length: SIDE * SIDE }, (_, i) => ({ x: i % SIDE, y: Math.floor(i / SIDE) }));

type Ground = readonly boolean[];

const cellArea = ({ x, y }: { x: number; y: number }): AreaGeometry => {
  const [west, south, east, north] = [x, y, x + 1, y + 1].map((each) => each * CELL) as [
    number,
    number,
    number,
    number,
  ];
  return polygonOf([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]);
};

const areasOf = (ground: Ground): AreaGeometry[] => CELLS.filter((_, i) => ground[i]).map(cellArea);

function differ(before: readonly AreaGeometry[], after: readonly AreaGeometry[]): GroundDifference {
  const difference = diffGround(before, after);
  if (isRefusal(difference)) throw new Error(JSON.stringify(difference));
  return difference;
}

/** Whether an area holds the middle of each cell. */
function cellsIn(area: AreaGeometry): boolean[] {
  const index = createAreaIndex([area]);
  return CELLS.map(({ x, y }) => index.ownerOf(at([x * CELL + CELL / 2, y * CELL + CELL / 2])) === 0);
}

const ground = fc.array(fc.boolean(), { minLength: SIDE * SIDE, maxLength: SIDE * SIDE });

test("R15: what a ground gained and lost are the cells that are in one version alone, no more and no less", () => {
  fc.assert(
    fc.property(ground, ground, (before, after) => {
      const { before: whole, gained, lost } = differ(areasOf(before), areasOf(after));
      expect(cellsIn(whole)).toEqual(before);
      const expected = (has: Ground, hasNot: Ground): boolean[] =>
        CELLS.map((_, i) => has[i] === true && hasNot[i] === false);
      expect(cellsIn(gained)).toEqual(expected(after, before));
      expect(cellsIn(lost)).toEqual(expected(before, after));
      const sum = (areas: readonly AreaGeometry[]): number =>
        areas.reduce((total, area) => total + areaSquareMetres(area), 0);
      expect(areaSquareMetres(gained)).toBeCloseTo(sum(areasOf(expected(after, before))), 3);
      expect(areaSquareMetres(lost)).toBeCloseTo(sum(areasOf(expected(before, after))), 3);
    }),
    { seed: 20_261_127, numRuns: 60 },
  );
});

test("R15: a border that runs aslant cuts what was gained where it lies, not by whole edges", () => {
  const before = polygonOf([
    [0, 0],
    [1000, 0],
    [1000, 1000],
    [0, 1000],
  ]);
  const after = polygonOf([
    [0, 0],
    [1400, 0],
    [600, 1000],
    [0, 1000],
  ]);
  const { gained, lost } = differ([before], [after]);
  const unit = areaSquareMetres(before) / 1_000_000;
  expect(areaSquareMetres(gained) / unit).toBeCloseTo(100_000, -2); // two triangles of 400 by 500
  expect(areaSquareMetres(lost) / unit).toBeCloseTo(100_000, -2);
});

test("R15: areas of one ground that claim the same edge twice, or lie nowhere on Earth, are refused", () => {
  const twice = [cellArea({ x: 0, y: 0 }), cellArea({ x: 0, y: 0 })];
  expect(diffGround(twice, [])).toMatchObject({ refused: "overlap" });
  const nowhere: AreaGeometry = { type: "Polygon", coordinates: [[[999, 999]]] };
  expect(diffGround([nowhere], [])).toEqual({ refused: "bad-coordinate" });
});
