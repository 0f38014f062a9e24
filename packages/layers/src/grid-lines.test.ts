import { boundaryRank, createGridTree } from "@getu/domain";
import {
  areaSquareMetres,
  dissolveArcs,
  distanceMetres,
  readArcFile,
  toSharedArcs,
  writeArcFile,
} from "@getu/geometry";
import type { ArcColumns, RankedArc } from "@getu/geometry";
import type { Polygon } from "geojson";
import { describe, expect, test } from "vitest";
import { caseShapes, gridOutline } from "./case-shapes.ts";
import { gridAreas, gridBox } from "./grid-areas.ts";
import { gridLines } from "./grid-lines.ts";

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

const tree = createGridTree([
  ...lanes.map((lane, i) => ({ id: i + 1, tier: 2, parentId: compoundOf(lane) })),
  ...Array.from({ length: 16 }, (_, i) => ({ id: 100 + i, tier: 1, parentId: communityOf(100 + i) })),
  ...Array.from({ length: 4 }, (_, i) => ({ id: 200 + i, tier: 0, parentId: null })),
]);
const shared = toSharedArcs(lanes.map(square)).arcs;

/** The boundaries of one tier as they come from the server; only the arcs that `has` allows. */
function columnsOf(tier: number, has: (number: number) => boolean = () => true): ArcColumns {
  const owners = lanes.map((_, i) => tree.ancestorAt(i + 1, tier)!.id);
  const areaIds = [...new Set(owners)].sort((a, b) => a - b);
  const arcs = dissolveArcs(shared, (lane) => areaIds.indexOf(owners[lane]!)).map(
    (arc, number): RankedArc => {
      const rank = boundaryRank([areaIds[arc.left], areaIds[arc.right]], tree);
      return { ...arc, number, rank };
    },
  );
  return readArcFile(writeArcFile({ areaIds, arcs: arcs.filter(({ number }) => has(number)), step: 1 }));
}

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
  const { features } = gridLines([columnsOf(2)]);
  const lengthFor = (tier: number, edge: boolean): number =>
    features
      .filter(({ properties }) => properties.tier === tier && properties.edge === edge)
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

  test("that several parts of the boundaries hold are drawn once as well", () => {
    const parts = [columnsOf(2, (number) => number % 3 > 0), columnsOf(2, (number) => number % 3 < 2)];
    const total = gridLines(parts).features.reduce(
      (sum, { geometry }) => sum + lengthOf(geometry.coordinates),
      0,
    );
    expect(total).toBe(2 * SIDE * (SIDE + 1));
  });
});

describe("grid areas", () => {
  test("put a parent together from its grids without losing or adding ground", () => {
    for (const tier of [0, 1]) {
      const areas = gridAreas(columnsOf(tier)).features;
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

  test("have a box around their boundaries, and none where they are not known", () => {
    const box = gridBox(columnsOf(0), 203)!;
    const [west, south] = [WEST + 4 * STEP, SOUTH + 4 * STEP];
    [west, south, west + 4 * STEP, south + 4 * STEP].forEach((value, i) =>
      expect(box[i]).toBeCloseTo(value, 7),
    );
    expect(gridBox(columnsOf(0), 99)).toBeNull();
    expect(
      gridBox(
        columnsOf(0, () => false),
        203,
      ),
    ).toBeNull(); // too small to be drawn from so far
  });
});

describe("the surroundings of an incident", () => {
  test("hold the four sides of its grid once each, however many parts of the boundaries have them", () => {
    const parts = [columnsOf(2, (number) => number % 3 > 0), columnsOf(2, (number) => number % 3 < 2)];
    for (const lane of [1, 10, 64])
      expect(lengthOf(gridOutline(parts, lane).coordinates), `lane ${lane}`).toBe(4);
    expect(gridOutline(parts, 99).coordinates).toEqual([]);
    expect(gridOutline(parts, null).coordinates).toEqual([]);
  });

  test("are its grid, the grid beside it, and a circle as wide as the place is uncertain", () => {
    const incident = { position: [WEST, SOUTH] as [number, number], gridCurrent: 10, neighbourGridId: 11 };
    const { features } = caseShapes({ ...incident, accuracyMetres: 30 }, [columnsOf(2)], null);
    const [beside, own, circle] = features;
    expect(features.map(({ properties }) => properties.shape)).toEqual(["neighbour", "grid", "accuracy"]);
    expect([beside, own].map((feature) => feature!.geometry.coordinates.length)).toEqual([4, 4]);
    const rim = (circle!.geometry as Polygon).coordinates[0]!;
    for (const [lng, lat] of rim) expect(distanceMetres([WEST, SOUTH], [lng!, lat!])).toBeCloseTo(30, 0);
  });

  test("have the outline that comes with the incident where the parts do not hold its grid", () => {
    const incident = { position: [WEST, SOUTH] as [number, number], gridCurrent: 99, neighbourGridId: null };
    const rings = square({ column: 9, row: 9 }).coordinates as [number, number][][];
    const { features } = caseShapes({ ...incident, accuracyMetres: null }, [columnsOf(2)], rings);
    expect(features.map(({ geometry }) => geometry.coordinates)).toEqual([[], rings]);
  });

  test("claim no accuracy where none is known", () => {
    const incident = { position: [WEST, SOUTH] as [number, number], gridCurrent: 10, neighbourGridId: 11 };
    const { features } = caseShapes({ ...incident, accuracyMetres: null }, [columnsOf(2)], null);
    expect(features.map(({ properties }) => properties.shape)).toEqual(["neighbour", "grid"]);
  });
});
