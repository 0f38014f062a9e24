import { describe, expect, test } from "vitest";
import { ageParts, createFormat } from "./format.ts";

const format = createFormat("zh-CN", "Asia/Shanghai");

describe("format", () => {
  test("writes times in the territory's zone, whatever the screen's", () => {
    expect(format.clock(new Date("2026-11-21T16:00:05Z"))).toBe("00:00:05"); // never 24:00
    expect(createFormat("en", "America/New_York").clock(new Date("2026-11-21T16:00:05Z"))).toBe("11:00:05");
  });

  test("names the day only when it is another one there, and the year only when it is another one", () => {
    const now = new Date("2026-11-22T04:00:00Z"); // noon in Shanghai
    expect(format.moment(new Date("2026-11-21T16:00:00Z"), now)).toBe("00:00");
    expect(format.moment(new Date("2026-11-21T15:59:00Z"), now)).toBe("11-21 23:59");
    expect(format.moment(new Date("2026-01-01T00:00:00Z"), now)).toBe("01-01 08:00");
    expect(format.moment(new Date("2025-12-31T15:59:00Z"), now)).toBe("2025-12-31");
  });

  test("writes an instant to the second on its own day, and as a moment of another day", () => {
    const now = new Date("2026-11-22T04:00:00Z");
    expect(format.instant(new Date("2026-11-21T16:00:05Z"), now)).toBe("00:00:05");
    expect(format.instant(new Date("2026-11-21T15:59:05Z"), now)).toBe("11-21 23:59");
    expect(format.instant(new Date("2025-12-31T15:59:05Z"), now)).toBe("2025-12-31");
  });

  test("names a day's year only when it is another one there", () => {
    const english = createFormat("en", "Asia/Shanghai");
    const now = new Date("2026-06-01T04:00:00Z");
    const [last, first] = [new Date("2025-12-31T15:59:00Z"), new Date("2025-12-31T16:00:00Z")]; // about a midnight
    const plain = (text: string): string => text.replaceAll(/\s/g, ""); // some set the weekday apart
    expect([last, first].map((at) => plain(format.day(at, now)))).toEqual([
      "2025年12月31日星期三",
      "1月1日星期四",
    ]);
    expect([last, first].map((at) => english.day(at, now))).toEqual(["Wed, Dec 31, 2025", "Thu, Jan 1"]);
  });

  test("writes a month of the calendar as it is said, wherever it began", () => {
    expect(format.month("2026-11")).toBe("2026年11月");
    expect(createFormat("en", "America/New_York").month("2026-01")).toBe("Jan 2026");
  });

  test("writes a number for a narrow cell whole below ten thousand and rounded above, in five characters at most", () => {
    const english = createFormat("en", "Asia/Shanghai");
    const counts = [0, 999, 1_000, 9_999, 10_000, 14_840, 812_345, 1_234_567];
    expect(counts.map(format.short)).toEqual(["0", "999", "1,000", "9,999", "1万", "1.5万", "81万", "123万"]);
    expect(counts.map(english.short)).toEqual(["0", "999", "1,000", "9,999", "10K", "15K", "812K", "1.2M"]);
    const many = Array.from({ length: 10_000 }, (_, i) => i * 99_991); // up to a thousand million
    const wide = many
      .flatMap((count) => [format.short(count), english.short(count)])
      .filter((text) => text.length > 5);
    expect(wide).toEqual([]);
  });

  test("says of a share neither that there is nothing where there is something, nor that it is all where it is not", () => {
    const english = createFormat("en", "Asia/Shanghai");
    expect([0, 3 / 7998, 0.001, 0.973, 7995 / 7998, 1].map(format.percent)).toEqual([
      "0%",
      "不到 0.1%",
      "0.1%",
      "97.3%",
      "超过 99.9%",
      "100%",
    ]);
    expect([3 / 7998, 7995 / 7998].map(english.percent)).toEqual(["<0.1%", ">99.9%"]);
    const hundredThousandths = Array.from({ length: 99_999 }, (_, i) => (i + 1) / 100_000);
    const wrong = hundredThousandths.filter((share) => /^(?:0|100)%$/.test(english.percent(share)));
    expect(wrong).toEqual([]);
  });

  test("rounds ages down to one unit and never below zero", () => {
    expect(ageParts(-5_000)).toEqual({ unit: "seconds", count: 0 });
    expect(ageParts(59_999)).toEqual({ unit: "seconds", count: 59 });
    expect(ageParts(60_000)).toEqual({ unit: "minutes", count: 1 });
    expect(ageParts(3_599_999)).toEqual({ unit: "minutes", count: 59 });
    expect(ageParts(86_400_000)).toEqual({ unit: "days", count: 1 });
  });
});
