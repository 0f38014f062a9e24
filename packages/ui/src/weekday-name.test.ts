import { afterEach, expect, test, vi } from "vitest";
import { weekdayName } from "./weekday-name.ts";

afterEach(() => vi.restoreAllMocks());

test.each([
  [0, "zh-CN", "short", "周一"],
  [6, "zh-CN", "long", "星期日"],
  [2, "en", "short", "Wed"],
  [6, "en", "long", "Sunday"],
] as const)("day %i of the week is called in %s, %s: %s", (day, language, width, name) => {
  expect(weekdayName(day, { language, width })).toBe(name);
});

test("T17 a screen that names the days of the week at each of its scenes makes one format for each language and width", () => {
  const made = vi.spyOn(Intl, "DateTimeFormat");
  for (let scene = 0; scene < 100; scene += 1)
    for (const width of ["short", "long"] as const)
      for (const language of ["zh-CN", "en"] as const) weekdayName(scene % 7, { language, width });
  expect(made.mock.calls.length).toBeLessThanOrEqual(4);
});
