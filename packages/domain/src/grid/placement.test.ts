import { expect, test } from "vitest";
import { isNearBorder } from "./placement.ts";

const placement = { gridId: 1, candidates: [1], distanceToBorderMetres: 12, neighbourGridId: 2 };

test.each([
  [12.5, true],
  [12, false],
  [3, false],
  [null, false],
])("12 m from the border with an accuracy of %s m is near the border: %s", (accuracyMetres, expected) => {
  expect(isNearBorder(placement, accuracyMetres)).toBe(expected);
});
