import { expect, test } from "vitest";
import { at, box } from "../../test/squares.ts";
import { facesOf } from "./faces.ts";
import type { NodeKey } from "./node-key.ts";
import { traceCycles } from "./trace-cycles.ts";
import type { Sided } from "./trace-cycles.ts";

const closed = (ring: readonly NodeKey[], left: number | null, right: number | null): Sided[] =>
  ring.map((a, i) => ({ a, b: ring[(i + 1) % ring.length]!, left, right })); // modulo length

test("R5: a face has its shell counter-clockwise and its holes clockwise, and the area is what remains", () => {
  const edges = [...closed(box(0, 0, 30, 30), 1, 0), ...closed(box(10, 10, 20, 20), 2, 1)];
  const { faces, unbounded } = facesOf(traceCycles(edges)!.cycles); // labels agree
  expect(faces.map(({ label, twiceArea, holes }) => [label, twiceArea, holes.length])).toEqual([
    [2, 200, 0],
    [1, 1600, 1],
  ]);
  expect(unbounded.map(({ label, twiceArea }) => [label, twiceArea])).toEqual([[0, -1800]]);
});

test("R5: a walk that comes to a node again is split there", () => {
  const eight = [...closed(box(0, 0, 10, 10), 1, 0), ...closed(box(10, 10, 20, 20), 1, 0)];
  const { faces } = facesOf(traceCycles(eight)!.cycles); // labels agree
  expect(faces.map(({ twiceArea }) => twiceArea)).toEqual([200, 200]);
});

test("R5: a closed line within one owner's area makes a face and a hole in the face around it", () => {
  const edges = [...closed(box(0, 0, 30, 30), 1, 0), ...closed(box(10, 10, 20, 20), 1, 1)];
  const { faces } = facesOf(traceCycles(edges)!.cycles); // labels agree
  expect(faces.map(({ twiceArea, holes }) => [twiceArea, holes.length])).toEqual([
    [200, 0],
    [1600, 1],
  ]);
});

test("R5: a side without label is not traced", () => {
  const { cycles } = traceCycles(closed(box(0, 0, 10, 10), 1, null))!; // labels agree
  expect(cycles).toHaveLength(1);
});

test("R5: labels that contradict each other at a node are found", () => {
  const [first, ...rest] = closed(box(0, 0, 10, 10), 1, 0);
  expect(traceCycles([{ ...first!, left: 2 }, ...rest])).toBeNull(); // a box has edges
  expect(traceCycles([{ a: at(0, 0), b: at(9, 9), left: 1, right: 2 }])).toBeNull();
});
