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

  test("rounds ages down to one unit and never below zero", () => {
    expect(ageParts(-5_000)).toEqual({ unit: "seconds", count: 0 });
    expect(ageParts(59_999)).toEqual({ unit: "seconds", count: 59 });
    expect(ageParts(60_000)).toEqual({ unit: "minutes", count: 1 });
    expect(ageParts(3_599_999)).toEqual({ unit: "minutes", count: 59 });
    expect(ageParts(86_400_000)).toEqual({ unit: "days", count: 1 });
  });
});
