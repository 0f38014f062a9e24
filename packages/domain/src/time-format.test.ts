import { afterEach, expect, test, vi } from "vitest";
import { hourOfWeek } from "./heat/hour-of-week.ts";
import { toLocalTime } from "./local-time.ts";
import { isQuiet } from "./loop/quiet-hours.ts";
import { timeFormat } from "./time-format.ts";

afterEach(() => vi.restoreAllMocks());

const MOMENT = new Date("2026-11-27T04:00:00Z");

test.each([
  ["local time", () => toLocalTime(MOMENT.toISOString(), "Asia/Urumqi")],
  ["the hour of the week", () => hourOfWeek(MOMENT, "Asia/Urumqi")],
  ["quiet hours", () => isQuiet({ from: 22, to: 6 }, MOMENT, "Asia/Urumqi")],
])("T17 a screen that asks for %s every second of an hour makes one format", (_what, ask) => {
  const made = vi.spyOn(Intl, "DateTimeFormat");
  for (let second = 0; second < 3_600; second += 1) ask();
  expect(made.mock.calls.length).toBeLessThanOrEqual(1);
});

test("each time zone has its own format, a wrong one none, and those of a thousand names are not all kept", () => {
  let made = 0;
  const formatOf = timeFormat((timeZone) => {
    made += 1;
    return new Intl.DateTimeFormat("sv-SE", { timeZone, hour: "2-digit" });
  });
  expect([formatOf("Asia/Shanghai").format(MOMENT), formatOf("Europe/Oslo").format(MOMENT)]).toEqual([
    "12",
    "05",
  ]);
  expect(() => formatOf("Asia/Nowhere")).toThrow("Asia/Nowhere");
  const names = Array.from({ length: 1_000 }, (_, i) =>
    "asia/tokyo"
      .split("")
      .map((letter, place) => ((i >> place) & 1 ? letter.toUpperCase() : letter))
      .join(""),
  );
  for (const name of names) formatOf(name);
  made = 0;
  for (const name of names) formatOf(name);
  expect(made).toBeGreaterThan(500);
});
