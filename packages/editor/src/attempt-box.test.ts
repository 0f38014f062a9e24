import { expect, test } from "vitest";
import { at, click, makeTown, sitDown, work } from "../test/town.ts";
import { attemptBox, planOf } from "./index.ts";

const degrees = (...places: (readonly [number, number])[]) => places.flat().map((units) => units / 1e7);

test("a step is found on the ground that it changed: a merge at the grid that went, a cut within the grid that was cut", () => {
  const [merged] = work(sitDown(makeTown(2, 1), "merge", 1), [
    click(15_000, 5000),
    { type: "accept" },
  ]).commits;
  expect(attemptBox(merged!)).toEqual(degrees(at(10_000, 0), at(20_000, 10_000)));
  const line = [click(0, 4000), click(10_000, 4000), { type: "accept" }, { type: "accept" }] as const;
  const [cut] = work(sitDown(makeTown(2, 1), "cut", 1), line).commits;
  const [west, south, east, north] = attemptBox(cut!);
  const [x0, y0, x1, y1] = degrees(at(0, 4000), at(10_000, 4000));
  expect([west <= x0!, south <= y0!, east >= x1!, north >= y1!]).toEqual([true, true, true, true]);
  expect(north - south).toBeLessThanOrEqual(1e-3); // within the grid that was cut
});

test("a step that changes what is said of a grid is found at that grid", () => {
  const plan = planOf(sitDown(makeTown(2, 1), "inspect").history);
  const record = { code: "G2", name: "made up", leaderName: null, households: null };
  const step = { kind: "describe", grid: 2, ...record } as const;
  const attempt = { steps: [step], changes: [], before: plan, after: plan };
  expect(attemptBox(attempt)).toEqual(degrees(at(10_000, 0), at(20_000, 10_000)));
});
