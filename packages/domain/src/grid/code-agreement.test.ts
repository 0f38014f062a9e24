import { expect, test } from "vitest";
import { isOfAnotherDate } from "./code-agreement.ts";

const of = (different: number, within30m: number) =>
  isOfAnotherDate({ known: 2898, equal: 2898 - different, different, within30m });

// Counted with Shapely on real files (expected-assignment.csv beside the project).
test.each([
  ["wards of 2012", 6, 6, false],
  ["police service areas", 125, 120, false],
  ["community areas", 635, 580, false],
  ["beats, simplified", 2193, 2161, false],
  ["wards of 2002", 114, 14, true],
  ["commissions of 2002", 369, 20, true],
])(
  "codes of 2016 beside %s: %i disagree, %i of them near the border; older boundaries: %s",
  (_, far, near, isOld) => {
    expect(of(far, near)).toBe(isOld);
  },
);

test("a few mistakes of typing do not make boundaries old", () => {
  expect([of(19, 0), of(20, 0)]).toEqual([false, true]);
});
