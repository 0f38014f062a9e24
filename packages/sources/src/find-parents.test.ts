import { describe, expect, test } from "vitest";
import type { Outline } from "./find-parents.ts";
import { compareParents, findParents } from "./find-parents.ts";

const box = (externalId: string, west: number, south: number, east: number, north: number): Outline => ({
  externalId,
  area: { type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] }, // prettier-ignore
});
const parents = [box("west", 0, 0, 0.01, 0.01), box("east", 0.01, 0, 0.02, 0.01)];

describe("parents by shared ground", () => {
  test("a child within one parent is its child, border or not", () => {
    expect(findParents([box("a", 0, 0, 0.01, 0.01), box("b", 0.012, 0.002, 0.013, 0.003)], parents)).toEqual([
      { parent: "west", share: 1, others: [] },
      { parent: "east", share: 1, others: [] },
    ]);
  });

  test("a child across two parents goes to the one with more of it, and the other is named", () => {
    const [found] = findParents([box("a", 0.007, 0, 0.011, 0.01)], parents);
    expect(found).toMatchObject({ parent: "west", others: ["east"] });
    expect(found?.share).toBeCloseTo(0.75, 3);
  });

  test("a child outside every parent has none", () => {
    expect(findParents([box("a", 1, 1, 1.1, 1.1)], parents)).toEqual([null]);
  });

  test("a sliver too thin for any raster has the parent it lies in", () => {
    expect(findParents([box("a", 0.002, 0.001, 0.0020001, 0.009)], parents)[0]?.parent).toBe("west");
  });

  test("what is missing of a parent and what reaches beyond it are told apart", () => {
    const children = [
      { ...box("a", 0, 0, 0.005, 0.01), parent: "west" },
      { ...box("b", 0.01, 0, 0.022, 0.01), parent: "east" },
    ];
    const [worst, other] = compareParents(parents, children);
    expect(worst).toMatchObject({ parent: "west", children: 1, overhangShare: 0 });
    expect(worst?.uncoveredShare).toBeCloseTo(0.5, 2);
    expect(other).toMatchObject({ parent: "east", uncoveredShare: 0 });
    expect(other?.overhangShare).toBeCloseTo(0.2, 2);
  });
});
