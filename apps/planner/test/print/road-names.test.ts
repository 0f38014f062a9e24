import { expect, test } from "vitest";
import { createFrame } from "../../src/print/map/frame.ts";
import { placeRoadNames } from "../../src/print/map/road-names.ts";
import type { PlacedName } from "../../src/print/map/road-names.ts";

/** Paper and ground are the same, but for a factor and that north is up: millimetres from the lower left corner. */
const frame = createFrame([0, 0, 0.02, 0.01], { width: 200, height: 100, margin: 0 });
const at = (x: number, y: number): number[] => [...frame.toGround(x, 100 - y)];
const road = (name: string, ...places: readonly [number, number][]) => ({
  name,
  size: 4,
  line: places.map(([x, y]) => at(x, y)),
});

test("a name lies in the middle of the straight part of its road, and is read from the left or from below", () => {
  const [along, up] = placeRoadNames(
    [road("东西路", [180, 20], [20, 20], [15, 60]), road("南北路", [100, 90], [100, 30])],
    frame,
    [],
  );
  const wholeOf = ({ x, y, angle }: PlacedName) => [x, y, angle].map((value) => Math.round(value) || 0); // no -0
  expect([wholeOf(along!), wholeOf(up!)]).toEqual([[100, 80, 0], [100, 40, -90]]); // prettier-ignore
});

test("no name lies on another, on what is taken, over the rim, or along a road that is too short for it", () => {
  const names = (paths: Parameters<typeof placeRoadNames>[0], taken: [number, number][] = []) =>
    placeRoadNames(paths, frame, taken).map(({ name }) => name);
  expect(names([road("甲乙丙路", [50, 50], [60, 50])])).toEqual([]);
  expect(names([road("甲路", [20, 50], [180, 50]), road("乙路", [40, 51], [160, 51])])).toEqual(["甲路"]);
  expect(names([road("甲路", [20, 50], [180, 50])], [[100, 50]])).toEqual([]);
  expect(names([road("甲路", [-300, 50], [4, 50])])).toEqual([]);
  expect(names([road("甲路", [-300, 50], [60, 50])])).toEqual(["甲路"]);
});
