import type { Grid, GridEdges } from "@getu/domain";
import { areaSquareMetres, toSharedArcs, toUnits } from "@getu/geometry";
import type { Polygon } from "geojson";
import { describe, expect, test } from "vitest";
import { gridAreas } from "./grid-areas.ts";
import { gridLines, toPositions } from "./grid-lines.ts";

// A board of 8 by 8 lanes; 2 by 2 lanes make a compound, 4 by 4 a community.
const SIDE = 8;
const STEP = 0.001;
const [WEST, SOUTH] = [118.7, 32];

const lanes = Array.from({ length: SIDE * SIDE }, (_, i) => ({
  column: i % SIDE,
  row: Math.floor(i / SIDE),
}));
const compoundOf = (lane: { column: number; row: number }): number =>
  100 + Math.floor(lane.row / 2) * 4 + Math.floor(lane.column / 2);
const communityOf = (compound: number): number =>
  200 + Math.floor((compound - 100) / 8) * 2 + Math.floor(((compound - 100) % 4) / 2);

const square = ({ column, row }: { column: number; row: number }): Polygon => {
  const [west, south] = [WEST + column * STEP, SOUTH + row * STEP];
  const [east, north] = [WEST + (column + 1) * STEP, SOUTH + (row + 1) * STEP];
  return {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
};

const grid = (id: number, tier: number, parentId: number | null): Grid => ({
  id,
  externalId: `${id}`,
  code: `${id}`,
  name: `${id}`,
  tier,
  parentId,
  leaderName: null,
  households: null,
  anchor: [WEST, SOUTH],
  bbox: [WEST, SOUTH, WEST + 1, SOUTH + 1],
  areaSquareMetres: 1,
});

const grids: Grid[] = [
  ...lanes.map((lane, i) => grid(i + 1, 2, compoundOf(lane))),
  ...Array.from({ length: 16 }, (_, i) => grid(100 + i, 1, communityOf(100 + i))),
  ...Array.from({ length: 4 }, (_, i) => grid(200 + i, 0, null)),
];
const edges: GridEdges = {
  version: 1,
  gridIds: lanes.map((_, i) => i + 1),
  arcs: toSharedArcs(lanes.map(square)).arcs.map((arc) => ({ ...arc, points: [...arc.points] })),
};

/** Length in steps of the board of all lines of a feature. */
const lengthOf = (lines: readonly (readonly (readonly number[])[])[]): number => {
  let sum = 0;
  for (const line of lines) {
    line.forEach((point, i) => {
      const before = line[i - 1];
      if (before) sum += Math.hypot(point[0]! - before[0]!, point[1]! - before[1]!);
    });
  }
  return Math.round(sum / STEP);
};

describe("grid lines", () => {
  const { features } = gridLines(edges, grids);
  const lengthFor = (tier: number, edge: boolean): number =>
    features
      .filter(({ properties }) => properties?.["tier"] === tier && properties["edge"] === edge)
      .reduce((sum, { geometry }) => sum + lengthOf(geometry.coordinates), 0);

  test("rank a boundary by the coarsest tier that differs on its two sides", () => {
    expect(lengthFor(0, false)).toBe(2 * SIDE); // one cross between four communities
    expect(lengthFor(1, false)).toBe(4 * SIDE); // two more lines each way, where communities do not run already
    expect(lengthFor(2, false)).toBe(8 * SIDE); // the remaining four lines each way
    expect(lengthFor(0, true)).toBe(4 * SIDE); // the outline
  });

  test("draw every boundary exactly once", () => {
    const total = features.reduce((sum, { geometry }) => sum + lengthOf(geometry.coordinates), 0);
    expect(total).toBe(2 * SIDE * (SIDE + 1));
  });

  test("are put at the positions their differences add up to", () => {
    expect(toPositions([toUnits(118.7), toUnits(32), 1, -2, 3, 4])).toEqual([
      [118.7, 32],
      [118.7000001, 31.9999998],
      [118.7000004, 32.0000002],
    ]);
  });
});

describe("grid areas", () => {
  test("put a parent together from its grids without losing or adding ground", () => {
    for (const tier of [0, 1]) {
      const areas = gridAreas(edges, grids, tier).features;
      expect(areas).toHaveLength(tier === 0 ? 4 : 16);
      for (const { geometry, properties } of areas) {
        const own = lanes.filter((lane) =>
          [compoundOf(lane), communityOf(compoundOf(lane))].includes(properties.gridId),
        );
        const sum = own.reduce((total, lane) => total + areaSquareMetres(square(lane)), 0);
        expect(areaSquareMetres(geometry) / sum).toBeCloseTo(1, 6);
      }
    }
  });
});
