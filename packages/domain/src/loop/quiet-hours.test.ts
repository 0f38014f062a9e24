import fc from "fast-check";
import { expect, test } from "vitest";
import { isQuiet } from "./quiet-hours.ts";

const ZONE = "Asia/Shanghai";
/** A moment of the 26th by the clocks of Shanghai, eight hours ahead of UTC. */
const at = (hour: number, minute = 0) => new Date(Date.UTC(2026, 10, 26, hour - 8, minute));
const hours = fc.integer({ min: 0, max: 23 });

test("an hour is quiet when one comes by it on the way round the clock from the first to the last", () => {
  fc.assert(
    fc.property(hours, hours, hours, fc.integer({ min: 0, max: 59 }), (from, to, hour, minute) => {
      const quiet = new Set<number>();
      for (let each = from; each !== to; each = (each + 1) % 24) quiet.add(each);
      expect(isQuiet({ from, to }, at(hour, minute), ZONE)).toBe(quiet.has(hour));
    }),
    { seed: 7, numRuns: 2000 },
  );
});

test("quiet hours go by the clocks of the street, wherever the phone's own stand", () => {
  const moment = new Date("2026-11-26T13:30:00Z");
  const night = { from: 21, to: 7 };
  expect(isQuiet(night, moment, "Asia/Shanghai")).toBe(true); // 21:30
  expect(isQuiet(night, moment, "Europe/London")).toBe(false); // 13:30
});
