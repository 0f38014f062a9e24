import { balanceOf } from "@getu/domain/redraw";
import fc from "fast-check";
import { expect, test } from "vitest";
import { divideParts } from "./divide-parts.ts";
import type { Division } from "./divide-parts.ts";
import { evenOut } from "./even-out.ts";
import type { PartGraph } from "./part-graph.ts";
import { createRandom, randomDivision } from "./random-division.ts";

/** Parts in a chain, so that they hang together, with more borders between some of them. */
const graphs = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.nat(), fc.boolean()), { minLength: 2, maxLength: 40 })
  .map((parts): PartGraph => {
    const beside = parts.map(() => new Set<number>());
    const join = (one: number, other: number): void => {
      beside[one]!.add(other); // both are places in the list
      beside[other]!.add(one); // as above
    };
    for (const [i, [, far, isBeside]] of parts.entries()) {
      if (i > 0) join(i - 1, i);
      if (isBeside && far % parts.length !== i) join(i, far % parts.length);
    }
    return { weights: parts.map(([weight]) => weight), beside: beside.map((others) => [...others]) };
  });
const counts = fc.integer({ min: 2, max: 7 });
const seeds = fc.integer({ min: 0, max: 1_000_000 });

/** Districts that one cannot walk through from end to end, and numbers that no part has, by brute force. */
function faultsOf({ beside }: PartGraph, districtOf: readonly number[], count: number): string[] {
  const faults = Array.from({ length: count }, (_, district) => {
    const parts = districtOf.flatMap((of, part) => (of === district ? [part] : []));
    const rootOf = new Map(parts.map((part) => [part, part]));
    for (let round = 0; round < parts.length; round += 1)
      for (const part of parts)
        for (const other of beside[part] ?? []) {
          const [mine, theirs] = [rootOf.get(part)!, rootOf.get(other)]; // it is one of the parts
          if (theirs !== undefined && theirs < mine) rootOf.set(part, theirs);
        }
    return new Set(rootOf.values()).size === 1 ? "" : `district ${district} of ${parts.length} parts`;
  });
  return faults.filter((fault) => fault !== "");
}

const isDivision = (found: ReturnType<typeof divideParts>): found is Division => !("refused" in found);

test("every part comes to one of n districts, each hangs together, and no weight is lost", () => {
  fc.assert(
    fc.property(graphs, counts, seeds, (graph, count, seed) => {
      const found = divideParts(graph, { count, seed });
      if (!isDivision(found)) return;
      expect(found.districtOf).toHaveLength(graph.weights.length);
      expect(new Set(found.districtOf)).toEqual(new Set(Array.from({ length: count }, (_, i) => i)));
      expect(faultsOf(graph, found.districtOf, count)).toEqual([]);
      const total = graph.weights.reduce((sum, weight) => sum + weight, 0);
      expect(found.balance.mean * count).toBeCloseTo(total, 6);
      const sums = Array.from({ length: count }, (_, district) =>
        graph.weights.reduce((sum, w, part) => sum + (found.districtOf[part] === district ? w : 0), 0),
      );
      expect(found.balance).toEqual(balanceOf(sums));
    }),
    { seed: 610, numRuns: 300 },
  );
});

test("a suggestion is never less even than half of the random divisions, and the same for a seed", () => {
  fc.assert(
    fc.property(graphs, counts, seeds, (graph, count, seed) => {
      const found = divideParts(graph, { count, seed });
      expect(divideParts(graph, { count, seed })).toEqual(found);
      if (isDivision(found)) expect(found.balance.variation).toBeLessThanOrEqual(found.randomVariation);
    }),
    { seed: 611, numRuns: 200 },
  );
});

test("evening out never makes districts less even, takes none away and tears none", () => {
  fc.assert(
    fc.property(graphs, counts, seeds, (graph, count, seed) => {
      fc.pre(count <= graph.weights.length);
      const start = randomDivision(graph, count, createRandom(seed));
      expect(faultsOf(graph, start, count)).toEqual([]);
      const end = evenOut(graph, start, count);
      expect(faultsOf(graph, end, count)).toEqual([]);
      const squares = (districtOf: readonly number[]): number =>
        Array.from(
          { length: count },
          (_, i) => graph.weights.reduce((sum, w, part) => sum + (districtOf[part] === i ? w : 0), 0) ** 2,
        ).reduce((sum, square) => sum + square, 0);
      expect(squares(end)).toBeLessThanOrEqual(squares(start));
    }),
    { seed: 612, numRuns: 300 },
  );
});

/** Parts in rows, each beside those across its four sides. */
function board(columns: number, rows: number): PartGraph {
  const at = (x: number, y: number): number[] =>
    x < 0 || y < 0 || x >= columns || y >= rows ? [] : [y * columns + x];
  const beside = Array.from({ length: columns * rows }, (_, i) => {
    const [x, y] = [i % columns, Math.floor(i / columns)];
    return [...at(x - 1, y), ...at(x + 1, y), ...at(x, y - 1), ...at(x, y + 1)];
  });
  return { weights: beside.map(() => 1), beside };
}

test("a board of equal squares is divided to within a square of even, where random divisions are far from it", () => {
  const found = divideParts(board(8, 6), { count: 4, seed: 1 });
  if (!isDivision(found)) throw new Error(found.refused);
  expect(found.balance.most - found.balance.least).toBeLessThanOrEqual(2);
  expect(found.randomVariation).toBeGreaterThan(0.2);
});

test("what cannot be divided is refused with the reason", () => {
  const graph = board(3, 1);
  const apart = { weights: [1, 1, 1], beside: [[1], [0], []] };
  const refusals = [
    divideParts(graph, { count: 1, seed: 1 }),
    divideParts(graph, { count: 2.5, seed: 1 }),
    divideParts(graph, { count: Number.NaN, seed: 1 }),
    divideParts(graph, { count: 4, seed: 1 }),
    divideParts({ weights: [], beside: [] }, { count: 2, seed: 1 }),
    divideParts(board(401, 1), { count: 2, seed: 1 }),
    divideParts(apart, { count: 2, seed: 1 }),
    divideParts({ ...graph, weights: [0, 0, 0] }, { count: 2, seed: 1 }),
  ];
  expect(refusals.map((found) => ("refused" in found ? found.refused : "none"))).toEqual([
    "too-few-districts",
    "too-few-districts",
    "too-few-districts",
    "too-few-parts",
    "too-few-parts",
    "too-many-parts",
    "in-pieces",
    "nothing-to-balance",
  ]);
});
