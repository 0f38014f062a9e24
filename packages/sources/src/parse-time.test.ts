import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTimeReader } from "./parse-time.ts";

const iso = (format: "iso" | "us" | "eu" | "epoch-ms", zone: string, value: unknown) => {
  const time = createTimeReader(format, zone)(value);
  return time instanceof Date ? time.toISOString() : time;
};

describe("times", () => {
  test.each([
    ["iso", "2016-08-05T19:36:07.000Z", "2016-08-05T19:36:07.000Z"],
    ["iso", "2016-08-05 19:36:07+08:00", "2016-08-05T11:36:07.000Z"],
    ["iso", "2024/8/5 9:06", "2024-08-05T01:06:00.000Z"],
    ["iso", "2024年8月5日 9时06分07秒", "2024-08-05T01:06:07.000Z"],
    ["iso", "2024-08-05", "2024-08-04T16:00:00.000Z"],
    ["us", "7/19/2017 13:45", "2017-07-19T05:45:00.000Z"],
    ["us", "07/19/2017 12:05:00 AM", "2017-07-18T16:05:00.000Z"],
    ["eu", "19.7.2017 13:45", "2017-07-19T05:45:00.000Z"],
    ["epoch-ms", 1470425767000, "2016-08-05T19:36:07.000Z"],
  ] as const)("%s %s in Shanghai is %s", (format, text, expected) => {
    expect(iso(format, "Asia/Shanghai", text)).toBe(expected);
  });

  test.each([
    "2024-02-30",
    "2024-13-01",
    "2024-01-01 24:30",
    "7/19/2017",
    "yesterday",
    "2024-01-01 10:60",
    "13:45",
  ])("%s is no time", (text) => expect(iso("iso", "UTC", text)).toBe("bad"));

  test("blanks are no time at all", () => {
    expect([null, undefined, "", " "].map((value) => iso("iso", "UTC", value))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test("a moment as programs write it is that moment, and one that does not exist is none", () => {
    const moment = fc.date({ min: new Date("0100-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        expect(iso("iso", "UTC", date.toISOString())).toBe(date.toISOString());
      }),
      { seed: 3, numRuns: 500 },
    );
    for (const text of ["2026-02-29T00:00:00.000Z", "2026-01-01T24:00:00.000Z", "2026-01-01T00:60:00.000Z"])
      expect(iso("iso", "UTC", text)).toBe("bad");
  });

  test("a local time read in a zone is the moment at which that zone's clocks show it", () => {
    const shown = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "America/Chicago",
      dateStyle: "short",
      timeStyle: "medium",
    });
    const moment = fc.date({ min: new Date("2017-01-01"), max: new Date("2019-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(moment, (date) => {
        const read = createTimeReader("iso", "America/Chicago")(shown.format(date));
        expect(read instanceof Date ? shown.format(read) : read).toBe(shown.format(date));
      }),
      { seed: 3, numRuns: 500 },
    );
  });

  test("in the hour that does not exist and in the hour that comes twice there is still one answer", () => {
    expect(iso("iso", "America/Chicago", "2018-03-11 02:30")).toBe("2018-03-11T08:30:00.000Z");
    expect(iso("iso", "America/Chicago", "2018-11-04 01:30")).toBe("2018-11-04T06:30:00.000Z");
  });
});
