import { FIRST_NEW_GRID } from "@getu/domain/redraw";
import type { PlanStep } from "@getu/domain/redraw";
import { toDegrees, toSharedArcs } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import { expect, test } from "vitest";
import { borderChanges } from "../../src/print/draft/border-changes.ts";
import { changePlaces } from "../../src/print/draft/change-places.ts";
import { comparePlans } from "../../src/print/draft/compared-plans.ts";
import { madeUpGrid } from "./made-up-grid.ts";

/** Side of a block in units, about 110 m. */
const BLOCK = 10_000;
const COLUMNS = 40;

/** A row of blocks beside each other, numbered from 1. */
function block(id: number): AreaGeometry {
  const [west, east] = [(id - 1) * BLOCK, id * BLOCK];
  const corners = [[west, 0], [east, 0], [east, BLOCK], [west, BLOCK], [west, 0]] as const; // prettier-ignore
  return { type: "Polygon", coordinates: [corners.map(([x, y]) => [toDegrees(x), toDegrees(y)])] };
}

const ids = Array.from({ length: COLUMNS }, (_, i) => i + 1);
const edges = { version: 1, gridIds: ids, arcs: toSharedArcs(ids.map(block)).arcs };
const grids = ids.map(madeUpGrid);

/** The row with some of its blocks cut in two from west to east. */
function cutAcross(...owners: readonly number[]) {
  const steps = owners.map((owner, i) => {
    const [west, east] = [(owner - 1) * BLOCK - 100, owner * BLOCK + 100];
    const line = [[west, BLOCK / 2], [east, BLOCK / 2]] as const; // prettier-ignore
    const step = { kind: "split", owner, line, firstNewOwner: FIRST_NEW_GRID + i } satisfies PlanStep;
    return { revision: i + 1, step };
  });
  return comparePlans({ edges, grids }, steps, "gap")!; // they do not overlap
}

const SIZE = { width: 132, height: 146, margin: 8 };

const placesOf = (...owners: readonly number[]): number[][] =>
  changePlaces(cutAcross(...owners), SIZE).map((place) =>
    [...place.owners].filter((owner) => owner < FIRST_NEW_GRID).toSorted((a, b) => a - b),
  );

test("what changes side by side is one place, what lies far apart has maps of its own", () => {
  expect(placesOf(3)).toEqual([[3]]);
  expect(placesOf(3, 4, 5)).toEqual([[3, 4, 5]]);
  expect(placesOf(3, 4, 38)).toEqual([[3, 4], [38]]);
  expect(placesOf()).toEqual([]);
});

test("of many places those that lie nearest to each other share a map", () => {
  const places = placesOf(...Array.from({ length: 10 }, (_, i) => 4 * i + 1));
  expect(places.length).toBe(8);
  expect(places.flat().toSorted((a, b) => a - b)).toEqual([1, 5, 9, 13, 17, 21, 25, 29, 33, 37]);
});

test("a border comes where there was none; one with another neighbour, or with one node more, runs where it ran", () => {
  const { before, after } = cutAcross(3);
  const { gone, come } = borderChanges(before, after);
  expect(gone).toEqual([]);
  expect(come).toHaveLength(1);
  const back = borderChanges(after, before);
  expect([back.gone.length, back.come.length]).toEqual([1, 0]);
});
