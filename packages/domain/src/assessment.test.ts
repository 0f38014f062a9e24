import { expect, test } from "vitest";
import { answerMsOf, ENOUGH_FOR_A_RATE, FIGURES, rateOf, RATES } from "./assessment.ts";
import type { GridFigures } from "./assessment.ts";

const figuresWith = (count: number): GridFigures => ({
  counts: Object.fromEntries(FIGURES.map((figure) => [figure, count])) as GridFigures["counts"],
  medianAnswerMs: 5000,
});

test("a rate and a middle time are given from ten on, and below that their counts alone", () => {
  expect(ENOUGH_FOR_A_RATE).toBe(10);
  for (const name of Object.keys(RATES) as (keyof typeof RATES)[]) {
    expect(rateOf(figuresWith(9), name)).toEqual({ part: 9, of: 9, share: null });
    expect(rateOf(figuresWith(10), name)).toEqual({ part: 10, of: 10, share: 1 });
  }
  expect([answerMsOf(figuresWith(9)), answerMsOf(figuresWith(10))]).toEqual([null, 5000]);
});

test("the share of a rate is its part over what it is of", () => {
  const figures = figuresWith(40);
  const counts = { ...figures.counts, "on-time": 30, due: 40 };
  expect(rateOf({ counts }, "onTime")).toEqual({ part: 30, of: 40, share: 0.75 });
});
