import { expect, test } from "vitest";
import { compareHearing } from "./heard-changes.ts";

const CHANGES = ["1-1", "2-2", "2-3", "5-1", "6-9"];

test("what a listener missed, heard twice or fetched anew is counted against the feed", () => {
  const whole = compareHearing(
    [["hello", "1-1"], ...CHANGES.slice(1).map((id) => ["change", id] as const)],
    CHANGES,
  );
  expect(whole).toEqual({ heard: 4, missing: 0, repeated: 0, fetchedAnew: 0, resyncs: 0 });
  const gap = compareHearing([["hello", "0-0"], ["change", "1-1"], ["change", "2-3"]], CHANGES); // prettier-ignore
  expect(gap).toMatchObject({ missing: 3, repeated: 0 });
  const twice = compareHearing([["hello", "5-1"], ["change", "6-9"], ["hello", "6-9"], ["change", "6-9"]], CHANGES); // prettier-ignore
  expect(twice).toMatchObject({ missing: 0, repeated: 1 });
  const anew = compareHearing([["hello", "1-1"], ["hello", "5-1"], ["resync", "5-1"], ["change", "6-9"]], CHANGES); // prettier-ignore
  expect(anew).toEqual({ heard: 1, missing: 0, repeated: 0, fetchedAnew: 3, resyncs: 1 });
});

test("a change that is none of the feed's is a fault of whoever compares", () => {
  expect(() => compareHearing([["hello", "0-0"], ["change", "9-9"]], CHANGES)).toThrow("9-9"); // prettier-ignore
});
