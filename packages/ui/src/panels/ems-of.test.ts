import { describe, expect, test } from "vitest";
import { createFormat } from "../format.ts";
import { emsOf, widestOf } from "./ems-of.ts";

describe("the width of a text", () => {
  test("counts letters of Chinese whole, digits by their widest, and points and commas by half of that", () => {
    expect(emsOf("")).toBe(0);
    expect(emsOf("超过 99.9%")).toBe(5.4);
    expect(emsOf("1,234 件")).toBe(4);
    expect(emsOf(">99.9%")).toBe(3.7);
  });

  test("of a column is that of its widest text, which need not be its longest", () => {
    expect(widestOf([])).toBe(0);
    expect(widestOf(["无基数", "1,234", "9.9"])).toBe(3);
  });
});

/** An hour of the week as the wall sets it on a screen of sixteen by nine, in ems of its text. */
const CELL_EMS = 2.84;

test.each(["zh-CN", "en"] as const)(
  "a number of an hour of the week fits into its cell in %s",
  (language) => {
    const { short } = createFormat(language, "Asia/Shanghai");
    const counts = Array.from({ length: 9_900 }, (_, i) => i * 1_001); // up to almost ten millions, of every length
    expect(counts.filter((count) => emsOf(short(count)) > CELL_EMS)).toEqual([]);
  },
);
