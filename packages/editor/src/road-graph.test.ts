import type { UnitPlace } from "@getu/geometry/partition";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createRoadGraph } from "./index.ts";

// At the equator a unit is as long in every direction.
const place = fc
  .tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }))
  .map(([x, y]): UnitPlace => [x * 100_000, y * 100_000]);
const roads = fc.array(fc.array(place, { minLength: 2, maxLength: 4 }), { maxLength: 12, size: "max" });

const key = (where: UnitPlace): string => where.join(" ");
const lengthOf = (way: readonly UnitPlace[]): number =>
  way.reduce((sum, [x, y], i) => sum + (i === 0 ? 0 : Math.hypot(x - way[i - 1]![0], y - way[i - 1]![1])), 0); // i > 0

/** Lengths of the shortest ways between all bends, by Floyd and Warshall. */
function shortest(paths: readonly (readonly UnitPlace[])[]): Map<string, Map<string, number>> {
  const bends = [...new Set(paths.flat().map(key))];
  const table = new Map(bends.map((a) => [a, new Map(bends.map((b) => [b, a === b ? 0 : Infinity]))]));
  const shorten = (a: string, b: string, length: number): void => {
    const row = table.get(a)!; // every bend has a row
    row.set(b, Math.min(row.get(b)!, length)); // and a column
  };
  for (const path of paths)
    for (const [i, b] of path.entries()) {
      if (i === 0) continue;
      const a = path[i - 1]!; // i > 0
      shorten(key(a), key(b), lengthOf([a, b]));
      shorten(key(b), key(a), lengthOf([a, b]));
    }
  for (const k of bends)
    for (const a of bends)
      for (const b of bends) shorten(a, b, table.get(a)!.get(k)! + table.get(k)!.get(b)!); // as above
  return table;
}

test("R10: the way along roads is as long as the shortest there is, and there is none where roads do not meet", () => {
  let found = 0;
  fc.assert(
    fc.property(roads, place, place, (paths, from, to) => {
      const lengths = shortest(paths);
      const known = lengths.get(key(from))?.get(key(to));
      fc.pre(known !== undefined && key(from) !== key(to));
      const way = createRoadGraph(paths.map((path) => ({ name: null, path }))).between(from, to);
      if (way) found++;
      expect(way ? lengthOf(way) : Infinity).toBeCloseTo(known, 3);
    }),
    { seed: 4, numRuns: 400 },
  );
  expect(found).toBeGreaterThan(50);
});

test("R10: a place far from every road, or two places at one bend, have no way between them", () => {
  const graph = createRoadGraph([{ name: null, path: [[0, 0], [50_000, 0]] }]); // prettier-ignore
  expect(graph.between([0, 20_000], [50_000, 0])).toBeNull();
  expect(graph.between([10, 10], [20, 20])).toBeNull();
  expect(graph.between([10, 10], [50_000, 3000])).toEqual([[0, 0], [50_000, 0]]); // prettier-ignore
});
