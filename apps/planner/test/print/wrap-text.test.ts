import { expect, test } from "vitest";
import { textWidth } from "../../src/print/map/text-width.ts";
import { linesIn, wrapText } from "../../src/print/map/wrap-text.ts";

test.each([
  ["翠屏花园第一网格", 2, ["翠屏花园", "第一网格"]],
  ["翠屏花园第一网格", 1, ["翠屏花园第一网格"]],
  ["阿卜杜拉·买买提江", 2, ["阿卜杜拉·", "买买提江"]],
  ["Made-up lane-6-1", 2, ["Made-up", "lane-6-1"]],
  ["12 幢", 5, ["12", "幢"]],
  ["", 3, [""]],
])("%j in %i lines is broken between signs, and never within a number or a word", (text, lines, expected) => {
  expect(wrapText(text, lines)).toEqual(expected);
});

test("a text that is put into columns takes as many lines as are said, with a sign lost to each break", () => {
  const text = "柳溪社区翠屏花园（东区）三号楼院第十二网格";
  for (const signs of [5, 7, 10, 12]) {
    const lines = linesIn(text, { widthMm: signs * 3, sizeMm: 3 });
    expect(lines * signs).toBeGreaterThanOrEqual(textWidth(text));
  }
  expect(linesIn("翠屏", { widthMm: 20, sizeMm: 3 })).toBe(1);
});
