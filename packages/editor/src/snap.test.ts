import { expect, test } from "vitest";
import { at, makeTown } from "../test/town.ts";
import { createSnapper, SNAP_TARGETS } from "./index.ts";

const snap = createSnapper({
  roads: [{ name: "长江路（示范）", path: [at(0, 2000), at(5100, 2000), at(5100, 9000)] }],
  buildings: [{ name: null, path: [at(2000, 2500), at(4000, 2500), at(4000, 4000), at(2000, 2500)] }],
});
const town = makeTown(2, 1);
const reach = { units: 300, stretch: 1 };
const from = (x: number, y: number, targets: readonly (typeof SNAP_TARGETS)[number][] = SNAP_TARGETS) => {
  const { place, target } = snap(town, at(x, y), { reach, targets });
  return [place[0] - at(0, 0)[0], place[1] - at(0, 0)[1], target?.kind ?? null, target?.name ?? null];
};

test("a node of the plan comes first, taken as it is, and its edges before any road", () => {
  expect(from(10_150, 9900)).toEqual([10_000, 10_000, "own-node", null]);
  expect(from(150, 2000)).toEqual([0, 2000, "own-edge", null]);
});

test("a bend of a road comes before a place on it, and a road before a building", () => {
  expect(from(5000, 2200)).toEqual([5100, 2000, "road-node", "长江路（示范）"]);
  expect(from(3000, 2250)).toEqual([3000, 2000, "road-edge", "长江路（示范）"]);
  expect(from(3000, 2450)).toEqual([3000, 2500, "building-edge", null]);
});

test("out of reach, or with snapping off, the pointer stays where it is, in whole units", () => {
  expect(from(7000, 5000)).toEqual([7000, 5000, null, null]);
  expect(from(10_150, 9900, [])).toEqual([10_150, 9900, null, null]);
  expect(snap(town, [1.4, 2.6], { reach, targets: [] }).place).toEqual([1, 3]);
});

test("with nodes only, edges and walls are let be", () => {
  expect(from(150, 2000, ["own-node", "road-node"])).toEqual([0, 2000, "road-node", "长江路（示范）"]);
  expect(from(3000, 2450, ["own-node", "road-node"])).toEqual([3000, 2450, null, null]);
});

test("how far is near is measured as the screen shows it", () => {
  const stretched = snap(town, at(3000, 1800), { reach: { units: 300, stretch: 2 }, targets: ["road-edge"] });
  expect(stretched.target).toBeNull();
});
