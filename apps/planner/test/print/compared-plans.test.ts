import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import { toDegrees, toSharedArcs } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import { expect, test } from "vitest";
import { comparePlans } from "../../src/print/draft/compared-plans.ts";
import { madeUpGrid } from "./made-up-grid.ts";

const area = (...corners: readonly (readonly [number, number])[]): AreaGeometry => ({
  type: "Polygon",
  coordinates: [[...corners, corners[0]!].map((corner) => corner.map(toDegrees))], // it has corners
});

test("a grid whose slanted border only gets a node where another is cut changes nothing", () => {
  // Halfway up, the border between both lies between two whole units.
  const west = area([0, 0], [10_000, 0], [10_003, 10_000], [0, 10_000]);
  const east = area([10_000, 0], [20_000, 0], [20_000, 10_000], [10_003, 10_000]);
  const edges = { version: 1, gridIds: [1, 2], arcs: toSharedArcs([west, east]).arcs };
  const grids = [1, 2].map(madeUpGrid);
  const line = [
    [-100, 5000],
    [10_100, 5000],
  ] as const;
  const step = { kind: "split", owner: 1, line, firstNewOwner: FIRST_NEW_GRID } as const;
  const compared = comparePlans({ edges, grids }, [{ revision: 1, step }], "gap")!; // they do not overlap
  expect(compared.dropped).toBe(0);
  expect([...compared.changed].toSorted((a, b) => a - b)).toEqual([1, FIRST_NEW_GRID]);
  expect(compared.moved).toHaveLength(1);
});
