import { existsSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { tempPath } from "../test/temp-file.ts";
import { createTableWriter, toCell } from "./csv-writer.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"],
  ["-2+3", "'-2+3"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\tx", "'\tx"],
  ["\rx", '"\'\rx"'],
  ["\n=1", '"\'\n=1"'],
  ["＝1+1", "'＝1+1"],
  ["'=1", "''=1"],
  ['=HYPERLINK("x","y")', '"\'=HYPERLINK(""x"",""y"")"'],
])("T26 the cell %j is written so that no spreadsheet runs it", (text, cell) =>
  expect(toCell(text)).toBe(cell),
);

test("T26 plain numbers stay numbers, with either sign", () => {
  expect(["-87.65", "+1", "1e-7", -0.5].map((value) => toCell(value))).toEqual([
    "-87.65",
    "+1",
    "1e-7",
    "-0.5",
  ]);
});

test("nothing, values and objects become cells of text", () => {
  expect([null, undefined, true, 7, { a: 1 }].map((value) => toCell(value))).toEqual([
    "",
    "",
    "true",
    "7",
    '"{""a"":1}"',
  ]);
});

test("a table appears under its name only when it is finished", async () => {
  const path = tempPath("table.csv");
  const writer = await createTableWriter(path, ["a"]);
  for (let row = 0; row < 50_000; row += 1) await writer.write([row]);
  expect(existsSync(path)).toBe(false);
  await writer.finish();
  expect(readFileSync(path, "utf8").split("\r\n")).toHaveLength(50_002);
});

test("an abandoned table leaves nothing behind", async () => {
  const path = tempPath("abandoned.csv");
  const writer = await createTableWriter(path, ["a"]);
  await writer.write([1]);
  await writer.abandon();
  expect([existsSync(path), existsSync(`${path}.unfinished`)]).toEqual([false, false]);
});

test("a folder that does not exist is refused in one line that names the file", async () => {
  await expect(createTableWriter(tempPath("nowhere/table.csv"), ["a"])).rejects.toThrow(
    /nowhere\/table\.csv: no such/,
  );
});
