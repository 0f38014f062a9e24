import fc from "fast-check";
import { expect, test } from "vitest";
import { tessellation } from "../test/arbitrary.ts";
import { packPoints } from "./arc.ts";
import { readArcFile, toArcs, writeArcFile } from "./arc-file.ts";
import type { RankedArc } from "./arc-file.ts";
import { toSharedArcs } from "./shared-arcs.ts";

const ranked = (arcs: ReturnType<typeof toSharedArcs>["arcs"]): RankedArc[] =>
  arcs.map((arc, number) => ({ ...arc, number, rank: number % 4 }));

test("arcs come back unit by unit from their file", () => {
  fc.assert(
    fc.property(tessellation, ({ triangles }) => {
      const arcs = ranked(toSharedArcs(triangles).arcs);
      const areaIds = triangles.map((_, i) => 10 * i + 7);
      const columns = readArcFile(writeArcFile({ areaIds, arcs, step: 1 }));
      expect(toArcs(columns)).toEqual(arcs);
      expect([...columns.areaIds]).toEqual(areaIds);
    }),
    { seed: 51, numRuns: 30 },
  );
});

// Steps of two bytes end at 32,767: beyond it they stand apart. The world is 3.6e9 units wide, more than 32 bits of either
// sign can step at once.
const far = fc.integer({ min: -1.8e9, max: 1.8e9 });
const near = fc.integer({ min: -40_000, max: 40_000 });
const wildPoints = fc.oneof(
  fc.array(fc.tuple(far, far), { minLength: 1, maxLength: 9 }),
  fc
    .tuple(fc.tuple(far, far), fc.array(fc.tuple(near, near), { maxLength: 9 }))
    .map(([[x, y], steps]) => [[x, y], ...steps.map(([dx, dy]) => [x + dx, y + dy])]),
);
const wildArc = fc.record({
  left: fc.integer({ min: -1, max: 5 }),
  right: fc.integer({ min: -1, max: 5 }),
  number: fc.integer({ min: 0, max: 1e6 }),
  rank: fc.integer({ min: 0, max: 255 }),
  points: wildPoints.map((points) => points.flat()),
});

test("any arc comes back, however long its steps are and whatever is on its sides, on a lattice too", () => {
  const wild = fc.uniqueArray(wildArc, { maxLength: 30, selector: ({ number }) => number });
  fc.assert(
    fc.property(wild, fc.constantFrom(1, 2, 256), (unordered, lattice) => {
      const inOrder = unordered.toSorted((a, b) => a.number - b.number);
      const onLattice = (value: number): number => Math.round(value / lattice) * lattice;
      const arcs = inOrder.map((arc) => ({ ...arc, points: packPoints(arc.points.map(onLattice)) }));
      const back = readArcFile(writeArcFile({ areaIds: [3, 5, 8, 13, 21, 34], arcs, step: lattice }));
      const named = ({ left, right }: { left: number; right: number }, ids: ArrayLike<number>) => [
        ids[left] ?? null,
        ids[right] ?? null,
      ];
      const read = toArcs(back);
      expect(read.map(({ points }) => points.map((value) => value + 0))).toEqual(
        arcs.map(({ points }) => points.map((value) => value + 0)), // no matter whether a zero is negative
      );
      expect(read.map((arc) => named(arc, back.areaIds))).toEqual(
        arcs.map((arc) => named(arc, [3, 5, 8, 13, 21, 34])),
      );
      expect(read.map(({ number, rank }) => [number, rank])).toEqual(
        arcs.map(({ number, rank }) => [number, rank]),
      );
    }),
    { seed: 52, numRuns: 200 },
  );
});

test.each([32_766, 32_767, 32_768, -32_767, -32_768, -32_769])("a step of %d units comes back", (units) => {
  const arcs = [{ left: 0, right: -1, number: 0, rank: 0, points: [5, 5, units, 1, 2, units] }];
  expect(toArcs(readArcFile(writeArcFile({ areaIds: [1], arcs, step: 1 })))).toEqual(arcs);
});

test("a file names only the areas that its arcs have on their sides", () => {
  const arcs = [{ left: 2, right: -1, number: 4, rank: 0, points: [0, 0, 1, 1] }];
  const columns = readArcFile(writeArcFile({ areaIds: [1, 2, 3], arcs, step: 1 }));
  expect([...columns.areaIds]).toEqual([3]);
  expect([...columns.left, ...columns.right]).toEqual([0, -1]);
});

test("T33 a file that is cut off anywhere, longer than it says, or has any other bytes, is refused or read, never looped over", () => {
  const arcs = [
    { left: 0, right: 1, number: 0, rank: 1, points: [10, 20, 100_000, -3, 5, 5] },
    { left: 1, right: -1, number: 1, rank: 0, points: [100_015, 22, 1, 1] },
  ];
  const file = writeArcFile({ areaIds: [1, 2], arcs, step: 1 });
  for (let length = 0; length < file.length; length++)
    expect(() => readArcFile(file.subarray(0, length))).toThrow(RangeError);
  expect(() => readArcFile(Uint8Array.of(...file, 0))).toThrow("1 bytes are left");
  expect(() => readArcFile(Uint8Array.of(9, 1, 0, 0))).toThrow("format 9");
  expect(() => readArcFile(Uint8Array.of(1, 1, 0xff, 0xff, 0x7f, 0xff, 0xff, 0x7f))).toThrow("more arcs");
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      try {
        readArcFile(Uint8Array.of(1, ...bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
      }
    }),
    { seed: 53, numRuns: 2000 },
  );
});
