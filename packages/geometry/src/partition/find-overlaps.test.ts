import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeRings, toOwnedAreas } from "../../test/made-partition.ts";
import { areas, at, box, path } from "../../test/squares.ts";
import { areaSquareMetres } from "../area-square-metres.ts";
import { findOverlaps, toLngLat } from "./index.ts";
import type { Overlap, OwnedArea } from "./index.ts";

const overlapsOf = (owned: readonly OwnedArea[]): readonly Overlap[] => findOverlaps(owned).overlaps;

const SIDE = 1000;

type Box = readonly [west: number, south: number, east: number, north: number];

const toArea = (corners: Box, i: number): OwnedArea => {
  const [west, south, east, north] = corners.map((corner) => corner * SIDE) as [
    number,
    number,
    number,
    number,
  ];
  return areas({ [i + 1]: box(west, south, east, north) })[0]!; // of one owner
};

/** A box cut into columns, each into rows: each cell shares its corners with nobody but whom it meets at them. */
const tiling = fc
  .record({
    west: fc.integer({ min: 0, max: 4 }),
    south: fc.integer({ min: 0, max: 4 }),
    columns: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 }),
    rows: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 1, maxLength: 3 }),
  })
  .map(({ west, south, columns, rows }) => {
    const edgesOf = (start: number, steps: readonly number[]): [number, number][] =>
      steps.map((step, i) => {
        const from = start + steps.slice(0, i).reduce((sum, each) => sum + each, 0);
        return [from, from + step];
      });
    return edgesOf(west, columns).flatMap(([x0, x1]) =>
      edgesOf(south, rows).map(([y0, y1]): Box => [x0, y0, x1, y1]),
    );
  });

/** Squares that two boxes share. */
function sharedSquares(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

describe("overlaps", () => {
  test("are the pairs that share ground, and how much of it, however many sheets of areas lie over each other", () => {
    const square = areaSquareMetres(toArea([0, 0, 1, 1], 0).area);
    fc.assert(
      fc.property(fc.array(tiling, { minLength: 1, maxLength: 3 }), (sheets) => {
        const boxes = sheets.flat();
        const expected = boxes.flatMap((a, i) =>
          boxes.flatMap((b, j) => {
            const squares = i < j ? sharedSquares(a, b) : 0;
            return squares > 0 ? [[`${i + 1},${j + 1}`, squares] as const] : [];
          }),
        );
        const found = overlapsOf(boxes.map(toArea));
        const squaresOf = ({ squareMetres }: Overlap): number =>
          Math.round((20 * squareMetres) / square) / 20;
        expect(new Map(found.map((each) => [each.owners.join(), squaresOf(each)]))).toEqual(
          new Map(expected),
        );
        const sizes = found.map(({ squareMetres }) => squareMetres);
        expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  test("are found where outlines cross themselves, though every edge of theirs is shared", () => {
    const tie = path([1000, 0], [2000, 1000], [2000, 0], [1000, 1000]);
    const [west, east] = [box(0, 0, 1000, 1000), box(2000, 0, 3000, 1000)];
    const above = path([1000, 0], [2000, 1000], [2000, 0], [1000, 1000]).toReversed();
    const found = overlapsOf(areas({ 1: west, 2: tie, 3: east, 4: above }));
    expect(found.map(({ owners }) => owners)).toEqual([[2, 4]]);
  });

  test("are none where neighbours share their edges, nor where they miss each other by less than 5 cm", () => {
    expect(overlapsOf(toOwnedAreas(makeRings({ columns: 12, rows: 9, seed: 8 })))).toEqual([]);
    expect(overlapsOf(areas({ 1: box(0, 0, 1003, 1000), 2: box(1000, 0, 2000, 1000) }))).toEqual([]);
    expect(overlapsOf([])).toEqual([]);
  });

  test("are not looked for where an area cannot be read, which is said", () => {
    const far: OwnedArea = { owner: 9, area: { type: "Polygon", coordinates: [[[999, 0], [1, 1], [2, 0]]] } }; // prettier-ignore
    const owned = [...areas({ 1: box(0, 0, 1000, 1000), 2: box(900, 0, 2000, 1000) }), far];
    expect(findOverlaps(owned)).toMatchObject({ overlaps: [{ owners: [1, 2] }], unread: [9] });
  });

  test("lie where they are said to", () => {
    const [found] = overlapsOf(areas({ 1: box(0, 0, 1000, 1000), 2: box(900, 0, 2000, 1000) }));
    const corners = [at(900, 0), at(1000, 0), at(1000, 1000), at(900, 1000)];
    const { area } = areas({ 1: box(0, 0, 1, 1) })[0]!; // of one owner
    const [lng = 0, lat = 0] = area.type === "Polygon" ? area.coordinates[0]![0]! : []; // a ring has points
    const origin = [Math.round(lng * 1e7) - 1_000_000, Math.round(lat * 1e7) - 1_000_000] as const;
    expect(corners.map((node) => toLngLat(origin, node))).toContainEqual(found?.at);
  });
});
