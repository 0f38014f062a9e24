import { describe, expect, test } from "vitest";
import { createFormat } from "../format.ts";
import { figureColumns } from "./figure-columns.ts";
import type { FigureCell } from "./figure-columns.ts";

const { number, percent } = createFormat("zh-CN", "Asia/Shanghai");

const share = (part: number, of: number): FigureCell => ({
  shown: percent(part / of),
  counts: `${number(part)}/${number(of)}`,
  isFew: false,
});

/** The columns of a month in which so many incidents fell due. */
const monthOf = (due: number) => [
  { heading: "按期办结", cells: [share(due - 1, due)] },
  { heading: "经批准免责", cells: [share(1, due)] },
  { heading: "超期", cells: [{ shown: number(due), counts: null, isFew: false }] },
  { heading: "首次响应（中位）", cells: [{ ...share(due, due), shown: "15.3 小时" }] },
  { heading: "返工", cells: [share(1, due)] },
  { heading: "群众满意", cells: [share(due - 1, due)] },
];

describe("columns of figures", () => {
  test("have shares in one line with the counts of a street's month, and above the counts of a city's", () => {
    expect(figureColumns(monthOf(900)).isStacked).toBe(false);
    expect(figureColumns(monthOf(830_123)).isStacked).toBe(true);
  });

  test("are as wide as what is the widest in them, be it the heading", () => {
    const few: FigureCell = { shown: "件数过少", counts: "3/9", isFew: true };
    const late: FigureCell = { shown: "12", counts: null, isFew: false };
    const columns = [
      { heading: "按期办结", cells: [few, share(9, 10)] },
      { heading: "超期件数", cells: [late] },
    ];
    // 4 of the words, 0.5 between, 1.8 of the counts; the other is as wide as its heading.
    expect(figureColumns(columns).template).toBe("minmax(0, 6.3fr) minmax(0, 4.0fr)");
  });
});
