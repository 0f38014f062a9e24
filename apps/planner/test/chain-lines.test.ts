import { edgesOf, isRefusal, listEdges, loadPartition } from "@getu/geometry/partition";
import { expect, test } from "vitest";
import { chainLines } from "../src/map/chain-lines.ts";

const square = (west: number) => ({
  type: "Polygon" as const,
  coordinates: [
    [
      [west, 31],
      [west + 0.001, 31],
      [west + 0.001, 31.001],
      [west, 31.001],
      [west, 31],
    ],
  ],
});

test("the border of an area is one line that ends where it begins, and shared edges are drawn once", () => {
  const partition = loadPartition([
    { owner: 1, area: square(121) },
    { owner: 2, area: square(121.001) },
  ]);
  if (isRefusal(partition)) throw new Error(partition.refused);
  const [around, ...others] = chainLines(partition, edgesOf(partition, 1));
  expect(others).toEqual([]);
  expect(around).toHaveLength(5);
  expect(around?.[0]).toEqual(around?.[4]);
  const all = chainLines(partition, listEdges(partition));
  expect(all.reduce((sum, line) => sum + line.length - 1, 0)).toBe(7);
});
