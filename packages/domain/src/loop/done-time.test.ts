import { expect, test } from "vitest";
import { findDoneProblem } from "./done-time.ts";

test.each([
  ["2026-11-27T08:00:00.000Z", null],
  ["2026-11-27T08:00:00.001Z", "ahead"],
  ["2026-11-20T07:00:00.000Z", null],
  ["2026-11-20T06:59:59.999Z", "too-long-ago"],
])(
  "what was done lies within the week that a phone claims, and the hour that it may be on its way: %s is %s",
  (at, problem) => {
    expect(findDoneProblem(new Date(at), new Date("2026-11-27T08:00:00.000Z"))).toBe(problem);
  },
);
