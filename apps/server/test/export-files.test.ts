import { buffer } from "node:stream/consumers";
import { guardText } from "@getu/sources";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { readSheet } from "read-excel-file/node";
import { expect, test } from "vitest";
import { toCsv } from "../src/export/csv-file.ts";
import type { Cell } from "../src/export/sheet.ts";
import { toXlsx } from "../src/export/xlsx-file.ts";

const SEED = 26;

async function* rowsOf(rows: readonly (readonly Cell[])[]): AsyncGenerator<readonly Cell[]> {
  yield* rows;
}
const sheetOf = (rows: readonly (readonly Cell[])[]) => ({ titles: ["一", "b"], rows: rowsOf(rows) });

const readCsv = async (rows: readonly (readonly Cell[])[]): Promise<string[][]> =>
  parse(await buffer(toCsv(sheetOf(rows))), { bom: true }).slice(1);

/** What takes the guard off again: one apostrophe at the front. */
const unguarded = (text: string): string => text.replace(/^'/, "");

const ATTACKS = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "＝1+1",
  "＋1",
  "－1",
  "＠A1",
  "=cmd|'/c calc'!A0",
  '=HYPERLINK("http://127.0.0.1/"&A1,"点我")',
  "'=1",
  "'",
  '"',
  '"=1',
  'a"b',
  "a,b",
  "a\r\nb",
  "a;b",
  "楼道堆物",
  "",
  " ",
];

// Words made of what breaks tables, and of anything at all; the database holds neither NUL nor half a character.
const text = fc.oneof(
  fc.constantFrom(...ATTACKS),
  fc
    .array(fc.constantFrom(..."=+-@\t\r\n'\",;|!=＝ａ格 _x0041_".split("")), { maxLength: 8 })
    .map((all) => all.join("")),
  fc.string({ unit: "grapheme", maxLength: 12 }).filter((any) => !any.includes("\0")),
);

test("T26 a text that a spreadsheet could take for a formula begins with an apostrophe, and no other is touched", () => {
  for (const attack of ATTACKS.filter((each) => /^[=+\-@\t\r\n＝＋－＠]/.test(each)))
    expect(guardText(attack)).toBe(`'${attack}`);
  for (const plain of ["楼道堆物", "1+1", "a=b", "", " =1"]) expect(guardText(plain)).toBe(plain);
});

test("T26 a CSV file reads back to exactly the texts that went in, and no field of it begins a formula", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }), async (rows) => {
      const read = await readCsv(rows);
      for (const field of read.flat()) expect(field).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      expect(read.map((row) => row.map(unguarded))).toEqual(rows);
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test("T26 a CSV file begins as Excel wants UTF-8 to begin, and its lines end as RFC 4180 says", async () => {
  const bytes = await buffer(toCsv(sheetOf([["格图", -1.5]])));
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(bytes.toString("utf8").slice(1)).toBe("一,b\r\n格图,-1.5\r\n"); // a number is a number, not a formula
});

test("T26 a workbook reads back to the same texts and numbers, with nothing in it that is a formula", async () => {
  // The reader takes blanks off both ends of a text, and an empty text for nothing.
  const solid = text.filter((any) => any !== "" && any.trim() === any && !/\p{Cc}|_x/u.test(any));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(solid, fc.integer()), { minLength: 1, maxLength: 20 }),
      async (rows) => {
        const bytes = await buffer(toXlsx(sheetOf(rows)));
        const read = (await readSheet(bytes)).slice(1);
        expect(read.map(([first, second]) => [unguarded(String(first)), second])).toEqual(rows);
      },
    ),
    { seed: SEED, numRuns: 60 },
  );
});

test("a workbook of many rows is packed while it is read, and a fault on the way leaves no whole file", async () => {
  async function* broken(): AsyncGenerator<readonly Cell[]> {
    for (let i = 0; i < 5000; i += 1) yield [`第 ${i} 行`, i];
    throw new Error("the database went away");
  }
  await expect(buffer(toXlsx({ titles: ["a", "b"], rows: broken() }))).rejects.toThrow("went away");
});
