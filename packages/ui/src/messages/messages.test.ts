import { describe, expect, test } from "vitest";
import { allWords } from "./all-words.ts";
import { createMessages } from "./i18n.ts";
import { en } from "./en.ts";
import { zhCn } from "./zh-cn.ts";

type Tree = { readonly [key: string]: string | Tree };

const flatten = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[`${path}${key}`, value]] : flatten(value, `${path}${key}.`),
  );
const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!).sort();

const chinese = flatten(zhCn);
const english = new Map(flatten(en));

describe("messages", () => {
  test("have the same keys in Chinese and in English", () => {
    expect([...english.keys()].sort()).toEqual(chinese.map(([key]) => key).sort());
  });

  test.each(chinese.map(([key, text]) => ({ key, text })))(
    "$key takes the same values in both languages",
    ({ key, text }) => {
      expect(placeholders(english.get(key)!)).toEqual(placeholders(text));
    },
  );

  test("are Chinese in the Chinese file, and nowhere Chinese in the English one but for the way back", () => {
    const withHan = (messages: Iterable<[string, string]>): string[] =>
      [...messages].filter(([, text]) => /\p{Script=Han}/u.test(text)).map(([key]) => key);
    expect(withHan(english)).toEqual(["language"]);
    expect(withHan(chinese)).toEqual(chinese.map(([key]) => key).filter((key) => key !== "language"));
  });

  test("start in the language asked for and change when another is", async () => {
    const messages = await createMessages("zh-CN", allWords);
    expect(messages.t("summary.overdue")).toBe("超期");
    await messages.changeLanguage("en");
    expect(messages.t("summary.overdue")).toBe("Overdue");
    expect(messages.t("age.minutes", { count: 1 })).toBe("1 min");
  });
});
