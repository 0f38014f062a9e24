import fc from "fast-check";
import { expect, test } from "vitest";
import { createZoneClock } from "./weekly-hours.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Zones with whole, half and quarter hours, half-hour summer time, and summer time that China had from 1986 to 1991. */
const zones = [
  "Asia/Shanghai",
  "UTC",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "Africa/Casablanca",
  "America/St_Johns",
  "America/Boa_Vista",
];

const formats = new Map(
  zones.map((timeZone) => [
    timeZone,
    new Intl.DateTimeFormat("en-US", { timeZone, weekday: "short", hour: "numeric", hourCycle: "h23" }),
  ]),
);

/** The platform's own answer, asked for each instant. */
function hourOfWeekByIntl(seconds: number, timeZone: string): number {
  const parts = formats
    .get(timeZone)!
    .formatToParts(seconds * 1000)
    .map(({ type, value }) => [type, value] as const);
  const { weekday, hour } = Object.fromEntries(parts) as { weekday: string; hour: string };
  return DAYS.indexOf(weekday) * 24 + Number(hour);
}

/** When clocks were changed: China's summer time of 1986, twice within seven days in Boa Vista, by half an hour on Lord Howe. */
const changes = [
  ["Asia/Shanghai", "1986-05-03T18:00:00Z"],
  ["Asia/Shanghai", "1986-09-13T15:00:00Z"],
  ["America/New_York", "2024-03-10T07:00:00Z"],
  ["America/New_York", "2024-11-03T06:00:00Z"],
  ["Australia/Lord_Howe", "2025-04-05T15:00:00Z"],
  ["Africa/Casablanca", "2025-02-23T02:00:00Z"],
  ["America/Boa_Vista", "2000-10-08T04:00:00Z"],
  ["America/Boa_Vista", "2000-10-15T03:00:00Z"],
] as const;

/** A zone and an instant, as often as not within hours of a change of its clocks. */
const moments = fc.oneof(
  fc.tuple(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2 ** 32 - 1 })),
  fc
    .tuple(fc.constantFrom(...changes), fc.integer({ min: -20_000, max: 5000 }))
    .map(([[zone, change], by]) => [zone, Date.parse(change) / 1000 + by] as const),
);

test("ranges hold exactly the instants of the window whose local hour, by the platform's calendar, is chosen", () => {
  const clocks = new Map(zones.map((zone) => [zone, createZoneClock(zone)]));
  fc.assert(
    fc.property(
      moments,
      fc.integer({ min: 0, max: 20 * 86_400 }),
      fc.uniqueArray(fc.nat(167), { maxLength: 168 }),
      fc.array(fc.oneof(fc.nat(20 * 86_400), fc.nat(30_000)), { minLength: 20, maxLength: 20 }),
      ([zone, from], length, chosen, probes) => {
        const hours = new Set(chosen);
        const ranges = clocks.get(zone)!.rangesOf({ from, to: from + length }, hours);
        for (const probe of probes.map((by) => from - 100 + by)) {
          const expected = probe >= from && probe < from + length && hours.has(hourOfWeekByIntl(probe, zone));
          expect(ranges.some((range) => probe >= range.from && probe < range.to)).toBe(expected);
        }
        expect(
          ranges.every((range, i) => range.from < range.to && range.from > (ranges[i - 1]?.to ?? -1)),
        ).toBe(true);
      },
    ),
    { seed: 20_261_122, numRuns: 400 },
  );
});

test("all hours make one range, whatever the clocks do", () => {
  const all = new Set(Array.from({ length: 168 }, (_, hour) => hour));
  const range = { from: 1_700_000_001, to: 1_740_000_003 };
  for (const zone of zones) expect(createZoneClock(zone).rangesOf(range, all)).toEqual([range]);
});

test("an unknown zone is refused", () => {
  expect(() => createZoneClock("Asia/Nowhere")).toThrow(/Nowhere/);
});
