import { describe, expect, test } from "vitest";
import { toPlainText } from "./plain-text.ts";
import { writtenSchema } from "./storable-text.ts";

const codes = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, step) => String.fromCodePoint(from + step));

describe("a text as it is seen", () => {
  test("holds nothing that turns around or hides what is read", () => {
    const hidden = [
      ...codes(0x01, 0x08),
      ...codes(0x0e, 0x1f),
      ...codes(0x7f, 0x84),
      ...codes(0x86, 0x9f),
      ...codes(0x202a, 0x202e),
      ...codes(0x2060, 0x206f).filter((code) => code !== "\u2065"), // nobody's yet
      "\u00ad",
      "\u180e",
      "\u200b",
      "\ufeff",
      "\u{e0041}",
    ];
    for (const code of hidden) expect(toPlainText(`路灯${code}坏了`)).toBe("路灯坏了");
  });

  test("shows digits and words in the order in which they came", () => {
    expect(toPlainText("和平路 \u202e12\u202c 号\u2067")).toBe("和平路 12 号");
  });

  test("keeps lines, and ends each of them in a line feed", () => {
    expect(toPlainText("一\r\n二\r三\u2028四\u2029五\u0085六\n七\t八")).toBe(
      "一\n二\n三\n四\n五\n六\n七\t八",
    );
  });

  test.each([
    ["emoji that are joined", "👨‍👩‍👧 👩🏽‍🚒 🏳️‍🌈 ❤️‍🔥"],
    ["a flag that is spelt", "\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}"],
    ["a keycap", "1️⃣"],
    ["Chinese with its signs", "「格网」——垃圾没清，3 天了！　䶮𠮷"],
    ["Uyghur", "يول چىرىغى بۇزۇلۇپ قالدى، 3-قەۋەت"],
    ["Arabic with marks of direction", "شارع السلام \u200f12\u200f (قرب \u061cA)"],
    ["Persian with its joiner's absence", "می‌خواهم"],
    ["Hindi with its joiner", "क्‍ष"],
    ["Mongolian and Tibetan", "ᠮᠣᠩᠭᠣᠯ བོད་ཡིག"],
  ])("keeps %s as it is", (_what, text) => {
    expect(toPlainText(text)).toBe(text);
  });

  test("has joiners only where something is joined", () => {
    expect(toPlainText("张\u200d三 a\u200cb \u200d👍 12\u200d")).toBe("张三 ab 👍 12");
  });

  test("is what is kept of everything that is written, without blanks around it", () => {
    expect(writtenSchema.parse(" \u200b\u202e 垃圾\u2069没清\r\n第二天 \u2066 ")).toBe("垃圾没清\n第二天");
    expect(writtenSchema.min(1).safeParse("\u200b\u202e ").success).toBe(false);
    expect(writtenSchema.max(2).safeParse("好\u200b\u200b的").success).toBe(true);
  });
});
