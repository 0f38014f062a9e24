import { expect, test } from "vitest";
import { isBlank, judgePainting } from "../src/wall-painted.ts";

const rests = [
  { lines: 0.04, heat: 0.6 },
  { lines: 0.08, heat: 0.25 },
];

test("a frame that lacks its heat is blank though its boundaries are there, and the other way round", () => {
  expect(isBlank({ lines: 0.04, heat: 0 }, rests)).toBe("one");
  expect(isBlank({ lines: 0, heat: 0.6 }, rests)).toBe("one");
  expect(isBlank({ lines: 0, heat: 0 }, rests)).toBe("both");
});

test("what a frame shows is held against the map where it rests with least, for another window has less heat", () => {
  expect(isBlank({ lines: 0.011, heat: 0.07 }, rests)).toBe("no");
  expect(judgePainting({ frames: [...rests, { lines: 0.02, heat: 0.0625 }], rests })).toEqual({
    blank: 1,
    least: { lines: 0.5, heat: 0.25 },
  });
});

test("a map that rests without its heat is blank in every frame", () => {
  const bare = [{ lines: 0.04, heat: 0 }];
  expect(judgePainting({ frames: bare, rests: bare }).blank).toBe(1);
});
