import { expect, test } from "vitest";
import { countedBefore, slotsOfDay } from "../index.ts";

test("what a slot counts has happened once the next one begins, and everything at the end of the day", () => {
  const counts = { happened: [2, 0, 5], closed: [0, 1, 3] };
  expect([0, 1, 2, 3].map((slot) => countedBefore(counts, slot))).toEqual([
    { happened: 0, closed: 0 },
    { happened: 2, closed: 0 },
    { happened: 2, closed: 1 },
    { happened: 7, closed: 4 },
  ]);
});

test("a day has a slot for each five minutes of it, and one for what is left", () => {
  const slots = (minutes: number) => slotsOfDay({ from: new Date(0), to: new Date(minutes * 60_000) });
  expect([23 * 60, 24 * 60, 24 * 60 + 2].map(slots)).toEqual([276, 288, 289]);
});
