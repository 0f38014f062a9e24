import { FIRST_NEW_GRID, replaySteps } from "@getu/domain/redraw";
import type { Plan, PlanStep } from "@getu/domain/redraw";
import { attemptSteps, isRefusedStep } from "@getu/editor";
import type { AreaGeometry } from "@getu/geometry";
import { isRefusal, loadPartition } from "@getu/geometry/partition";
import type { UnitPlace } from "@getu/geometry/partition";
import type { Feature, MultiLineString } from "geojson";
import { expect, test } from "vitest";
import { attemptFeatures } from "../src/map/live-features.ts";
import { madeUpGrid } from "./print/made-up-grid.ts";

const SIDE = 10_000;

const at = (x: number, y: number): UnitPlace => [1_200_000_000 + x * SIDE, 300_000_000 + y * SIDE];

const box = ([west, south]: UnitPlace, [east, north]: UnitPlace): AreaGeometry => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ].map((corner) => corner.map((units) => units / 1e7)),
  ],
});

/** Squares by their south-western corners, numbered in this order. */
function squares(...corners: readonly (readonly [number, number])[]): Plan {
  const areas = corners.map(([x, y], i) => ({ owner: i + 1, area: box(at(x, y), at(x + 1, y + 1)) }));
  const partition = loadPartition(areas);
  if (isRefusal(partition)) throw new Error(partition.refused);
  return { partition, grids: new Map(areas.map(({ owner }) => [owner, madeUpGrid(owner)])) };
}

const rowOf = (count: number): Plan => squares(...Array.from({ length: count }, (_, x) => [x, 0] as const));

function shownOf(plan: Plan, ...steps: PlanStep[]): Feature[] {
  const attempt = attemptSteps(plan, steps, () => false);
  if (isRefusedStep(attempt)) throw new Error(attempt.refused);
  return attemptFeatures(attempt, { fills: new Map(), gapWord: "a gap" });
}

/** The stretches of the lines of a kind, each from west to east or south to north, in squares. */
function stretchesOf(features: readonly Feature[], kind: string): string[] {
  const lines = features.find(({ properties }) => properties?.["kind"] === kind)!.geometry as MultiLineString; // each attempt has one
  const squaresTo = (degrees: number, origin: number): number =>
    Math.round(((degrees * 1e7 - origin) / SIDE) * 10) / 10;
  const inSquares = ([lng, lat]: readonly number[]): string =>
    `${squaresTo(lng!, 1_200_000_000)} ${squaresTo(lat!, 300_000_000)}`; // a place has both
  return lines.coordinates
    .flatMap((line) => line.slice(1).map((end, i) => [line[i]!, end].map(inSquares).sort().join(" – ")))
    .toSorted();
}

test("of several steps only borders are drawn that are there before or after: three merges leave none between the four", () => {
  const merges = [2, 3, 4].map((absorb): PlanStep => ({ kind: "merge", keep: 1, absorb }));
  const features = shownOf(rowOf(4), ...merges);
  const inner = ["1 0 – 1 1", "2 0 – 2 1", "3 0 – 3 1"];
  expect(stretchesOf(features, "new").filter((each) => inner.includes(each))).toEqual([]);
  expect(stretchesOf(features, "ghost").filter((each) => inner.includes(each))).toEqual(inner);
});

test("a cut that is taken back by the next step is no border", () => {
  const cut: PlanStep = {
    kind: "split",
    owner: 1,
    line: [at(0.5, -0.1), at(0.5, 1.1)],
    firstNewOwner: FIRST_NEW_GRID,
  };
  const plan = rowOf(2);
  const [, part] = [...replaySteps(plan, [cut]).plan.grids.keys()].filter((id) => id !== 2);
  const features = shownOf(plan, cut, { kind: "merge", keep: 1, absorb: part! }); // it was cut in two
  expect(stretchesOf(features, "new")).not.toContain("0.5 0 – 0.5 1");
  expect(features.filter(({ properties }) => properties?.["kind"] === "moved")).toEqual([]);
});

test("ground that nobody had is called a gap", () => {
  const around = [0, 1, 2].flatMap((x) => [0, 1, 2].map((y) => [x, y] as const));
  const plan = squares(...around.filter(([x, y]) => x !== 1 || y !== 1));
  const ring = [at(1, 1), at(2, 1), at(2, 2), at(1, 2)];
  const words = shownOf(plan, { kind: "transfer", rings: [ring], from: [-1], to: 2 }).flatMap(
    ({ properties }) => properties?.["words"] ?? [],
  );
  expect(words).toEqual([`a gap → ${madeUpGrid(2).name}`]);
});
