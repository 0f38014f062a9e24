import { expect, test } from "vitest";
import { fromFilterDays, toFilterDays } from "../src/queue/filter-days.ts";

test("days of a filter begin and end at the territory's midnight, and the last day belongs to it", () => {
  expect(fromFilterDays({ from: "2026-05-01", to: "2026-05-03" }, "Asia/Shanghai")).toEqual({
    reportedFrom: "2026-04-30T16:00:00.000Z",
    reportedTo: "2026-05-03T16:00:00.000Z",
  });
  expect(fromFilterDays({ from: "2026-12-31", to: "" }, "America/New_York")).toEqual({
    reportedFrom: "2026-12-31T05:00:00.000Z",
    reportedTo: undefined,
  });
});

test("a filter's times give back the days that they were made from, wherever the territory lies", () => {
  for (const timeZone of ["Asia/Shanghai", "Asia/Kathmandu", "America/New_York", "Pacific/Kiritimati", "UTC"])
    for (const from of ["2026-01-01", "2026-02-28", "2026-07-15", "2024-02-29", ""])
      for (const to of ["2026-12-31", "2027-01-01", ""])
        expect(toFilterDays(fromFilterDays({ from, to }, timeZone), timeZone)).toEqual({ from, to });
});
