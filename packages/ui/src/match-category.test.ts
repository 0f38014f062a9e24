import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { catalogueSchema } from "@getu/domain";
import { describe, expect, test } from "vitest";
import { matchCategory } from "./match-category.ts";

const { categories } = catalogueSchema.parse(
  JSON.parse(readFileSync(fileURLToPath(new URL("../../../data/catalogue.json", import.meta.url)), "utf8")),
);
const find = (typed: string): string[] =>
  categories
    .flatMap((category) => {
      const rank = matchCategory(category, typed);
      return rank === null ? [] : [{ category, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ category }) => category.code);

describe("a category of the product's catalogue", () => {
  test.each([
    ["电动车", "ebike-charging"],
    ["电瓶车", "ebike-charging"],
    ["diandongche", "ebike-charging"],
    ["飞线充电", "ebike-charging"],
    ["狗", "dog-unleashed"],
    ["yanggou", "dog-unleashed"],
    ["噪音", "noise-night"],
    ["漏水", "housing-repair"],
    ["违建", "illegal-building"],
    ["weijian", "illegal-building"],
    ["路灯坏了", "street-light"],
    ["电梯坏了", "lift-fault"],
    ["困人", "lift-fault"],
    ["lift", "lift-fault"],
  ])("is found by the word %s that people use", (typed, code) => {
    expect(find(typed)[0]).toBe(code);
  });

  test("is found by its own name before all others, in characters and in English", () => {
    for (const { code, name } of categories) {
      expect(find(name.zh)[0]).toBe(code);
      expect(find(name.en)).toContain(code);
    }
  });

  test("is not found by what has nothing to do with it", () => {
    expect(find("宇宙飞船")).toEqual([]);
    expect(find("zzz")).toEqual([]);
  });
});
