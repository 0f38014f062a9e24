import fc from "fast-check";
import { expect, test } from "vitest";
import { at, latticeUpTo, ORIGIN, polygonOf, tessellation, TESSELLATION_SIZE } from "../test/arbitrary.ts";
import { createAreaIndex } from "./area-index.ts";
import type { AreaGeometry } from "./area.ts";
import { groupByOwner, reassignOwners } from "./reassign-owners.ts";

const points = latticeUpTo(TESSELLATION_SIZE);
const units = Int32Array.from(points.flatMap(([x, y]) => [ORIGIN[0] + x, ORIGIN[1] + y]));

/** Owners after asking the points of these areas anew. */
function reassigned(
  before: readonly AreaGeometry[],
  after: readonly AreaGeometry[],
  changed: readonly number[],
) {
  const owners = createAreaIndex(before).ownersOf(units);
  const owned = groupByOwner(units, owners, before.length);
  const { moves, asked } = reassignOwners(owned, changed, createAreaIndex(after));
  for (const { number, from, to } of moves) {
    expect(owners[number]).toBe(from);
    expect(to).not.toBe(from);
    owners[number] = to;
  }
  return { owners, asked };
}

test("R15: asking the points of changed areas and of nobody finds every owner that a full pass finds", () => {
  const pieces = fc.array(fc.nat(49), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(tessellation, pieces, fc.nat(8), ({ triangles, labels, areas }, given, to) => {
      const now = labels.map((label, triangle) => (given.includes(triangle) ? to : label));
      const count = Math.max(areas.length, to + 1);
      const after = Array.from({ length: count }, (_, area): AreaGeometry => ({
        type: "MultiPolygon",
        coordinates: triangles
          .filter((_triangle, i) => now[i] === area)
          .map(({ coordinates }) => coordinates),
      }));
      const changed = [...after.keys()].filter((area) =>
        now.some((label, i) => label !== labels[i] && (label === area || labels[i] === area)),
      );
      const { owners, asked } = reassigned(areas, after, changed);
      expect(owners).toEqual(createAreaIndex(after).ownersOf(units));
      if (changed.length === 0) expect(asked).toBe(owners.filter((owner) => owner < 0).length);
    }),
    { seed: 15, numRuns: 60 },
  );
}, 60_000);

test("a territory that grows takes points from nobody, one that shrinks gives them back, and none is asked twice", () => {
  const small = polygonOf([[0, 0], [10, 0], [10, 10], [0, 10]]);
  const large = polygonOf([[0, 0], [20, 0], [20, 10], [0, 10]]);
  const grown = reassigned([small], [large], [0, 0]);
  expect(grown.owners).toEqual(createAreaIndex([large]).ownersOf(units));
  expect(grown.asked).toBe(points.length);
  expect(reassigned([large], [small], [0]).owners).toEqual(createAreaIndex([small]).ownersOf(units));
  expect(reassigned([small], [small, large], [1]).asked).toBe(points.length - 11 * 11);
}); // prettier-ignore

test("positions in degrees are grouped as in units", () => {
  const index = createAreaIndex([polygonOf([[0, 0], [10, 0], [10, 10], [0, 10]])]); // prettier-ignore
  const degrees = Float64Array.from(points.flatMap((point) => [...at(point)]));
  const owners = index.ownersOf(units);
  const owned = groupByOwner(degrees, owners, 1);
  expect(owned).toEqual(groupByOwner(units, owners, 1));
  expect([...owned.start]).toEqual([0, points.length - 121, points.length]);
  expect([...owned.numbers].sort((a, b) => a - b)).toEqual([...points.keys()]);
});
