import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { pinyinInitials } from "./pinyin-initials.ts";
import { pinyinPlace } from "./pinyin-place.ts";
import { pinyinSyllables } from "./pinyin-syllables.ts";

const CATALOGUE = readFileSync(
  fileURLToPath(new URL("../../../data/catalogue.json", import.meta.url)),
  "utf8",
);

test.each([
  ["路灯不亮", "ludeng", 0],
  ["路灯不亮", "ldbl", 0],
  ["路灯不亮", "ludbl", 0],
  ["路灯不亮", "lud", 0],
  ["路灯不亮", "路d", 0],
  ["路灯不亮", "LuDeng", 0],
  ["路灯不亮", "deng", 1],
  ["路灯不亮", "灯不", 1],
  ["路灯不亮", "ludang", -1],
  ["路灯不亮", "dl", -1],
  ["垃圾桶满溢", "laji", 0],
  ["垃圾桶满溢", "lajitong", 0],
  ["垃圾桶满溢", "la ji t", 0],
  ["矛盾纠纷调解", "tiaojie", 4],
  ["绿化毁损", "lvhua", 0],
  ["绿化毁损", "luhua", 0],
  ["3 号楼", "3 h", 0],
])("in %s what is typed as %s begins at character %i", (words, typed, place) => {
  expect(pinyinPlace(words, typed)).toBe(place);
});

test("a character that is not in the table is typed by its initial", () => {
  expect(pinyinSyllables("葵")).toEqual([]);
  expect([pinyinPlace("葵花", "k"), pinyinPlace("葵花", "kui")]).toEqual([0, -1]);
});

test("every character of the product's catalogue has its syllable, which begins as the browser's own order of characters says", () => {
  const characters = [...new Set(CATALOGUE.match(/\p{Script=Han}/gu))];
  expect(characters.length).toBeGreaterThan(300);
  const wrong = characters.filter(
    (each) => !pinyinSyllables(each).some((syllable) => syllable.startsWith(pinyinInitials(each))),
  );
  expect(wrong).toEqual(["入"]); // stands under another letter in that order
});
