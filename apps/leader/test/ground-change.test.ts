import { areaSquareMetres } from "@getu/geometry";
import type { LngLat } from "@getu/geometry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareGround, countMoved, sizeOf } from "../src/ground-change.ts";

type Grids = Parameters<typeof compareGround>[0];
type Box = { west: number; south: number; east: number; north: number };

/** Steps of 1e-5 degree from a corner of a town, about a metre. */
const at = (x: number, y: number): [number, number] => [
  Number((120 + x * 1e-5).toFixed(7)),
  Number((30 + y * 1e-5).toFixed(7)),
];

const toGrids = ({ west, south, east, north }: Box): Grids => [
  {
    id: 7,
    area: {
      type: "Polygon",
      coordinates: [[at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)]],
    },
  },
];

const side = fc.integer({ min: 0, max: 12 });
const box = fc
  .tuple(side, side, fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 8 }))
  .map(([west, south, width, height]) => ({ west, south, east: west + width, north: south + height }));

/** Whether a box holds the step that begins at a corner. */
const isIn = ({ west, south, east, north }: Box, x: number, y: number): boolean =>
  x >= west && x < east && y >= south && y < north;

/** Every step of the field in which both boxes lie. */
const STEPS = Array.from({ length: 22 * 22 }, (_, i) => ({ x: i % 22, y: Math.floor(i / 22) }));

/** A square of one step. */
const STEP_SQUARE_METRES = areaSquareMetres(toGrids({ west: 0, south: 0, east: 1, north: 1 })[0]!.area);

test("the size of what came and of what went is that of the steps in one box alone, and each place in it is counted once", () => {
  fc.assert(
    fc.property(box, box, (before, after) => {
      const change = compareGround(toGrids(before), toGrids(after))!;
      const gained = STEPS.filter(({ x, y }) => isIn(after, x, y) && !isIn(before, x, y)).length;
      const lost = STEPS.filter(({ x, y }) => isIn(before, x, y) && !isIn(after, x, y)).length;
      expect(sizeOf(change, "gained") / STEP_SQUARE_METRES).toBeCloseTo(gained, 2);
      expect(sizeOf(change, "lost") / STEP_SQUARE_METRES).toBeCloseTo(lost, 2);
      const places: LngLat[] = STEPS.map(({ x, y }) => at(x + 0.5, y + 0.5));
      const sides = { before: toGrids(before), after: toGrids(after) };
      expect(countMoved(places, sides)).toEqual({ gained, lost });
    }),
    { seed: 20_261_127, numRuns: 60 },
  );
});

test("ground that lies where it lay has no parts, also where its border has more corners than before", () => {
  const [plain] = toGrids({ west: 0, south: 0, east: 4, north: 4 });
  const cornered: Grids = [
    {
      id: 7,
      area: {
        type: "Polygon",
        coordinates: [[at(0, 0), at(2, 0), at(4, 0), at(4, 4), at(0, 4), at(0, 0)]],
      },
    },
  ];
  expect(compareGround([plain!], cornered)?.parts).toEqual([]);
});

test("outlines of one side that lie over each other are not compared", () => {
  const twice = [
    ...toGrids({ west: 0, south: 0, east: 4, north: 4 }),
    ...toGrids({ west: 0, south: 0, east: 4, north: 2 }),
  ];
  expect(compareGround(twice, toGrids({ west: 0, south: 0, east: 4, north: 4 }))).toBeNull();
});
