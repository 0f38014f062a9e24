import { expect, test } from "vitest";
import { combineLabels } from "./combine-labels.ts";

test("R5: of edges that collapse onto each other the owners on the outer sides remain", () => {
  expect(combineLabels([{ left: 1, right: 2 }])).toEqual({ left: 1, right: 2 });
  const chain = [
    { left: 2, right: 3 },
    { left: 1, right: 2 },
  ];
  expect(combineLabels(chain)).toEqual({ left: 1, right: 3 });
});

test("R5: a strip of no width between one owner on both sides is gone", () => {
  const strip = [
    { left: 1, right: 2 },
    { left: 2, right: 1 },
  ];
  expect(combineLabels(strip)).toBe("gone");
});

test("R5: more than one owner on a side is a conflict", () => {
  const overlap = [
    { left: 1, right: 2 },
    { left: 1, right: 2 },
  ];
  expect(combineLabels(overlap)).toBe("conflict");
});
