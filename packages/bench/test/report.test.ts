import { expect, test } from "vitest";
import { keepsFloor, reachesGoal } from "../src/benchmark.ts";
import type { Row } from "../src/benchmark.ts";
import { replaceMarked } from "../src/documentation.ts";
import { dropHopeless, measureInterleaved, medianOf, percentileOf } from "../src/measure.ts";
import { toMarkdown } from "../src/table.ts";

const row: Row = {
  name: "speed",
  peer: "snail",
  value: 50,
  unit: "×",
  better: "higher",
  floor: 40,
  goal: 80,
  details: "",
};

test("a figure keeps its floor from the floor on, in its own direction, and never when it is no number", () => {
  expect([39.9, 40, 80, Number.NaN].map((value) => keepsFloor({ ...row, value }))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const lower = { ...row, better: "lower" } as const;
  expect([39.9, 40, 40.1, Number.NaN].map((value) => keepsFloor({ ...lower, value }))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("a row without a goal does not reach it", () => {
  expect(reachesGoal({ ...row, value: 80 })).toBe(true);
  expect(reachesGoal({ ...row, value: 80, goal: null })).toBe(false);
});

test("the table says which rows are below their floor", () => {
  const lines = toMarkdown([row, { ...row, value: 1 }]).split("\n");
  expect(lines[2]).toContain("| speed | snail | **50.0×** | ≥ 40.0× | ≥ 80.0× | floor |");
  expect(lines[3]).toContain("**below the floor**");
});

test("contenders take turns, warm-ups do not count, and each has its own median", async () => {
  const order: string[] = [];
  let seconds = 0;
  const contender = (name: string, takes: number) => ({
    name,
    seconds: () => seconds,
    round() {
      order.push(name);
      seconds += takes * (order.length <= 2 ? 100 : 1);
      return 10;
    },
  });
  const contenders = [contender("a", 1), contender("b", 5)];
  const rates = await measureInterleaved(contenders, { warmUps: 1, rounds: 2, clock: "cpu" });
  expect(order.join("")).toBe("ababab");
  expect(rates.map(({ median, lowest, highest }) => [median, lowest, highest])).toEqual([[10, 10, 10], [2, 2, 2]]); // prettier-ignore
});

test("of several ways the one that loses by far in a trial is left out, and one that may yet win is not", async () => {
  let seconds = 0;
  const way = (name: string, takes: number) => ({
    name,
    seconds: () => seconds,
    round() {
      seconds += takes;
      return 1;
    },
  });
  const left = await dropHopeless([way("slow", 4), way("hopeless", 6), way("quick", 1)]);
  expect(left.map(({ name }) => name)).toEqual(["slow", "quick"]);
});

test("medians and percentiles are those of the sorted values", () => {
  expect(medianOf([5, 1, 3])).toBe(3);
  expect(medianOf([4, 1, 3, 2])).toBe(2.5);
  expect(percentileOf([5, 4, 3, 2, 1], 0.95)).toBe(5);
  expect(percentileOf([5, 4, 3, 2, 1], 0.5)).toBe(3);
});

test("only what stands between the markers is replaced", () => {
  const document = "before <!-- bench:begin --> old <!-- bench:end --> after";
  expect(replaceMarked(document, "new")).toBe(
    "before <!-- bench:begin -->\n\nnew\n\n<!-- bench:end --> after",
  );
  expect(() => replaceMarked("no markers", "new")).toThrow("lacks");
});
