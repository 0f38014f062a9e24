import { expect, test } from "vitest";
import { slopeOf } from "./slope.ts";

test("a slope and its upper bound are those of the table of Student's distribution", () => {
  const five = slopeOf([2, 4, 5, 4, 5].map((y, i) => [i + 1, y] as const));
  expect(five.perUnit).toBeCloseTo(0.6, 10);
  expect(five.upper).toBeCloseTo(0.6 + 2.353 * Math.sqrt(0.08), 1); // t of 3 degrees of freedom, by the table
  const twelve = slopeOf(Array.from({ length: 12 }, (_, x) => [x, 3 * x + (x % 2 === 0 ? 1 : -1)] as const));
  const error = 12 - (6 * 12) / (12 ** 2 - 1) / 2; // what the line leaves of twelve deviations of one
  const bound = 1.812 * Math.sqrt(error / 10 / 143); // t of 10 degrees of freedom, by the table
  expect(twelve.upper - twelve.perUnit).toBeCloseTo(bound, 2);
});

test("points on a line leave nothing uncertain, and two points are too few", () => {
  const line = slopeOf([0, 1, 5, 9].map((x) => [x, 7 - 2 * x] as const));
  expect(line.perUnit).toBeCloseTo(-2, 10);
  expect(line.upper).toBeCloseTo(-2, 6);
  expect(() => slopeOf([[0, 1], [1, 2]])).toThrow("2 points"); // prettier-ignore
});

test("rows of points at different heights have one slope, and none of what lies between them", () => {
  const row = (x: number, height: number) => [0, 3, 3].map((y, i) => [x + i, height + y] as const);
  const both = slopeOf(row(0, 0), row(10, 500));
  expect(both.perUnit).toBeCloseTo(1.5, 10);
  expect(both.upper).toBeCloseTo(1.5 + 2.353 * Math.sqrt(1 / 4), 1); // t of 3 degrees of freedom, by the table
  expect(() => slopeOf([[0, 1], [1, 2]], [[0, 5]])).toThrow("3 points"); // prettier-ignore
});
