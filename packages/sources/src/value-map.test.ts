import { expect, test } from "vitest";
import { tempFile } from "../test/temp-file.ts";
import { findMeaning, oneOf, readValueMap } from "./value-map.ts";

const words = oneOf(["open", "closed"]);

test("values are found without regard to case and blanks; a star stands for every other value", async () => {
  const map = await readValueMap("DUPLICATE (OPENED)=open,Done = closed,*=open", words);
  expect([" duplicate (opened) ", "DONE", "whatever", null].map((value) => findMeaning(map, value))).toEqual([
    "open",
    "closed",
    "open",
    "open",
  ]);
});

test("without a star other values have no meaning", async () => {
  const map = await readValueMap(tempFile('\uFEFF{"OPEN":"open","7":"closed"}', "map.json"), words);
  expect([7, "7.0", "x", ""].map((value) => findMeaning(map, value))).toEqual([
    "closed",
    undefined,
    undefined,
    undefined,
  ]);
});

test.each([
  ["a=fine", /map of "a": "fine" is none of open, closed/],
  ["a=open,b", /"b" is not VALUE=MEANING/],
  ["nowhere.json", /nowhere\.json: no such file/],
])("the map %s is refused in words", async (text, message) => {
  await expect(readValueMap(text, words)).rejects.toThrow(message);
});

test.each([["[1]"], ["{"], ["7"]])("the file %s is no map", async (content) => {
  await expect(readValueMap(tempFile(content, "map.json"), words)).rejects.toThrow(
    /map\.json: (?:is not a JSON object|not valid JSON)/,
  );
});
