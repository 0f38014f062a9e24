import { expect, test } from "vitest";
import { effectiveDays } from "./effective-days.ts";

// By hand: Shanghai is 8 hours ahead; 2030 has no 29 February.
test.each([
  ["2026-11-27T15:59:00Z", "Asia/Shanghai", "2026-11-27", "2028-11-27"],
  ["2026-11-27T16:00:00Z", "Asia/Shanghai", "2026-11-28", "2028-11-28"],
  ["2028-02-29T04:00:00Z", "Asia/Shanghai", "2028-02-29", "2030-03-01"],
  ["2026-01-01T04:00:00Z", "America/New_York", "2025-12-31", "2027-12-31"],
])("at %s in %s boundaries may come into force from %s to %s", (now, timeZone, first, last) => {
  expect(effectiveDays(new Date(now), timeZone)).toEqual({ first, last });
});
