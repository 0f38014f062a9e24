import { expect, test } from "vitest";
import { createGeosOracle } from "../../test/geos-oracle.ts";
import { makePartition } from "../../test/made-partition.ts";
import { box, fourSquares, load } from "../../test/squares.ts";
import {
  deriveParents,
  listOwners,
  parentEdges,
  twiceAreaOfOwner,
  twiceAreasOfParents,
  validatePartition,
} from "./index.ts";

test("R12: edges between owners of one parent are no border of it", () => {
  const edges = parentEdges(fourSquares(), (owner) => (owner <= 2 ? 10 : 20));
  expect(edges.filter(({ left, right }) => left > 0 && right > 0)).toHaveLength(2);
  expect(edges).toHaveLength(10);
});

test("R12: derived parents tile the territory: GEOS calls them a coverage and their areas are sums", async () => {
  const partition = makePartition({ columns: 12, rows: 10, seed: 6 });
  const parentOf = (owner: number): number => 1 + ((owner * 7) % 5);
  const geos = await createGeosOracle();
  expect(geos.judgeCoverage([...deriveParents(partition, parentOf).values()])).toBe("valid");
  const sums = twiceAreasOfParents(partition, parentOf);
  const total = [...sums.values()].reduce((sum, area) => sum + area, 0);
  expect(total).toBe(-twiceAreaOfOwner(partition, 0));
  const ofFirst = listOwners(partition).filter((owner) => parentOf(owner) === 1);
  expect(sums.get(1)).toBe(ofFirst.reduce((sum, owner) => sum + twiceAreaOfOwner(partition, owner), 0));
});

test("R13: owners without a parent block, a parent in pieces is warned about", () => {
  const row = load({
    1: box(0, 0, 100_000, 100_000),
    2: box(100_000, 0, 200_000, 100_000),
    3: box(200_000, 0, 300_000, 100_000),
  });
  const problems = validatePartition(row, { parentOf: (owner) => (owner === 2 ? undefined : 10) });
  expect(problems.map(({ kind, severity, owners }) => [kind, severity, owners])).toEqual([
    ["no-parent", "error", [2]],
    ["parent-in-pieces", "warning", [3]],
  ]);
});
