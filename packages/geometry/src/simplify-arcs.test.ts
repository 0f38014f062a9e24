import fc from "fast-check";
import { expect, test } from "vitest";
import { unpackPoints } from "./arc.ts";
import type { Arc } from "./arc.ts";
import { simplifyArcs } from "./simplify-arcs.ts";

const step = fc.integer({ min: -60, max: 60 });
const arc = fc
  .array(fc.tuple(step, step), { minLength: 2, maxLength: 40 })
  .map((points): Arc => ({ left: 0, right: 1, points: points.flat() }));

type Point = readonly [number, number];

const pointsOf = ({ points }: Arc): Point[] => {
  const flat = unpackPoints(points);
  return Array.from({ length: flat.length / 2 }, (_, i): Point => [flat[2 * i]!, flat[2 * i + 1]!]);
};

function distanceToLine([x, y]: Point, line: readonly Point[]): number {
  const distances = line.slice(1).map(([bx, by], i) => {
    const [ax, ay] = line[i]!; // the point before
    const square = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = square === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / square;
    const at = Math.max(0, Math.min(1, along));
    return Math.hypot(x - ax - at * (bx - ax), y - ay - at * (by - ay));
  });
  return Math.min(...distances);
}

test("a simplified arc keeps its ends, lies on the lattice and leaves no point of its own further away than it may", () => {
  fc.assert(
    fc.property(fc.array(arc, { maxLength: 6 }), fc.constantFrom(1, 4, 16), (arcs, lattice) => {
      const given = arcs.map((each, number) => ({ ...each, number }));
      for (const simple of simplifyArcs(given, { step: lattice, tolerance: 3 })) {
        const [own, points] = [pointsOf(given[simple.number]!), pointsOf(simple)];
        const snapped = own.map(([x, y]): Point => [
          Math.round(x / lattice) * lattice,
          Math.round(y / lattice) * lattice,
        ]);
        expect(points[0]!.map((value) => value + 0)).toEqual(snapped[0]!.map((value) => value + 0));
        expect(points.at(-1)!.map((value) => value + 0)).toEqual(snapped.at(-1)!.map((value) => value + 0));
        for (const [x, y] of points) expect([x % lattice, y % lattice].map(Math.abs)).toEqual([0, 0]);
        for (const point of snapped)
          expect(distanceToLine(point, points)).toBeLessThanOrEqual(3 * lattice + 1e-6);
      }
    }),
    { seed: 61, numRuns: 200 },
  );
});

test("an arc is left out only when all of it lies within the tolerance of one point", () => {
  fc.assert(
    fc.property(arc, (given) => {
      const left = simplifyArcs([given], { step: 4, tolerance: 3 });
      if (left.length === 1) return;
      const points = pointsOf(given).map(([x, y]): Point => [Math.round(x / 4), Math.round(y / 4)]);
      const [first] = points;
      for (const [x, y] of points) expect(Math.hypot(x - first![0], y - first![1])).toBeLessThanOrEqual(3);
    }),
    { seed: 62, numRuns: 400 },
  );
});

test("without tolerance and on the finest lattice nothing but points in a row is lost", () => {
  const bent = { left: 0, right: 1, points: [0, 0, 10, 0, 0, 10, -10, 0] };
  expect(simplifyArcs([bent], { step: 1, tolerance: 0 })).toEqual([bent]);
  const straight = { left: 0, right: 1, points: [0, 0, 5, 0, 5, 0] };
  expect(simplifyArcs([straight], { step: 1, tolerance: 0 })).toEqual([
    { ...straight, points: [0, 0, 10, 0] },
  ]);
});
