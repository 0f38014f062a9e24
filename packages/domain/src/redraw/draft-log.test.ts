import { expect, test } from "vitest";
import { FIRST_NEW_GRID, planStepSchema } from "./index.ts";

const cut = (firstNewOwner: number) =>
  planStepSchema.safeParse({
    kind: "split",
    owner: 1,
    line: [
      [0, 0],
      [9, 9],
    ],
    firstNewOwner,
  }).success;

const transferOf = (rings: number, places: number) => {
  const ring = Array.from({ length: places }, (_, i) => [i, i % 7]);
  return planStepSchema.safeParse({ kind: "transfer", rings: Array(rings).fill(ring), from: [1], to: 2 })
    .success;
};

test("a new grid is numbered above every id that a database gives, and leaves room for the other parts of its cut", () => {
  expect([FIRST_NEW_GRID, FIRST_NEW_GRID + 7].map(cut)).toEqual([true, true]);
  expect([57, FIRST_NEW_GRID - 1, 2 ** 31 - 1, Number.NaN, FIRST_NEW_GRID + 0.5].map(cut)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

test("all rings of a transfer have together no more places than one line may have", () => {
  expect([transferOf(1, 20_000), transferOf(40, 500)]).toEqual([true, true]);
  expect([transferOf(1, 20_001), transferOf(41, 500)]).toEqual([false, false]);
});
