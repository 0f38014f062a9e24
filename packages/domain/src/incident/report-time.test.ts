import { expect, test } from "vitest";
import { findTimeProblem } from "./report-time.ts";

test.each([
  ["2026-11-27T08:00:00.000Z", null],
  ["2026-11-27T08:00:00.001Z", "ahead"],
  ["2040-01-01T00:00:00.000Z", "ahead"],
  ["2016-11-27T08:00:00.000Z", null],
  ["2016-11-27T07:59:59.999Z", "too-long-ago"],
  ["1990-01-01T00:00:00.000Z", "too-long-ago"],
  ["0001-01-01T00:00:00.000Z", "too-long-ago"],
])("what happened lies within the ten years before it is reported: %s is %s", (at, problem) => {
  expect(findTimeProblem(new Date(at), new Date("2026-11-27T08:00:00.000Z"))).toBe(problem);
});
