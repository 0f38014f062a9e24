import fc from "fast-check";
import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readAll } from "../test/read-all.ts";
import { tempFile } from "../test/temp-file.ts";
import { toCell } from "./csv-writer.ts";
import { openSource } from "./open-source.ts";

const cellsOf = async (content: string | Buffer, fields: readonly string[], encoding?: string) =>
  (await readAll(content, encoding)).map((row) => fields.map((field) => row.get(field)));

describe("tables", () => {
  test.each([",", "\t", ";", "|"])("the delimiter %j is found in the header, quoted or not", async (mark) => {
    const text =
      [`"a${mark === "," ? ";" : ","}x"`, "b", "c"].join(mark) + `\r\n1${mark}"2\r\n3"${mark}4\r\n`;
    expect(await cellsOf(text, [`a${mark === "," ? ";" : ","}x`, "b", "c"])).toEqual([["1", "2\r\n3", "4"]]);
  });

  test("cells written by the table writer are read back as they were", async () => {
    const cell = fc.array(fc.constantFrom("a", '"', ",", "\n", "\r\n", "\t", "格", " ", "''"), {
      maxLength: 5,
    });
    const record = fc.array(
      cell.map((parts) => `x${parts.join("")}`),
      { minLength: 3, maxLength: 3 },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 5 }), async (records) => {
        const lines = [["a", "b", "c"], ...records].map((line) => line.map((text) => toCell(text)).join(","));
        expect(await cellsOf(`${lines.join("\r\n")}\r\n`, ["a", "b", "c"])).toEqual(records);
      }),
      { seed: 2, numRuns: 150 },
    );
  });

  test("a lone quote inside a cell is text", async () => {
    expect(await cellsOf('a,b\n12" pipe,2\n', ["a", "b"])).toEqual([['12" pipe', "2"]]);
  });

  test("a quote that is never closed is refused with its line, not swallowed with the rest of the file", async () => {
    await expect(readAll('a,b\n1,2\n"3,4\n5,6\n')).rejects.toThrow(/line \d+: a quoted cell is never closed/);
  });

  test("T22 a line with too few or too many cells is a row with a problem", async () => {
    const rows = await readAll("a,b\n1\n1,2\n1,2,3\n");
    expect(rows.map(({ problem }) => problem?.reason ?? null)).toEqual([
      "column-count",
      null,
      "column-count",
    ]);
  });

  test("a column that does not exist is refused with the columns there are", async () => {
    const source = await openSource(tempFile("a,b\n1,2\n"));
    expect(() => source.requireFields(["c"])).toThrow(/no column "c"; the columns are: a, b/);
  });

  test("a column that exists twice cannot be asked for", async () => {
    const source = await openSource(tempFile("a,a,b\n1,2,3\n"));
    source.requireFields(["b"]);
    expect(() => source.requireFields(["a"])).toThrow(/"a" exists 2 times/);
  });
});

describe("encodings", () => {
  const text = `编号,名称\n1,${"x".repeat(300_000)}\n2,玄武湖街道\n`;

  test.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
    ["GBK", iconv.encode(text, "gbk")],
    ["GB18030", iconv.encode(text.replace("湖", "𠮷"), "gb18030")],
    ["UTF-16 with a mark", iconv.encode(text, "utf-16le", { addBOM: true })],
  ])("T26 %s is recognised", async (name, content) => {
    const rows = await cellsOf(content, ["编号", "名称"]);
    expect(rows[1]).toEqual(["2", name === "GB18030" ? "玄武𠮷街道" : "玄武湖街道"]);
  });

  test("a broken character makes no other encoding of a file: all other rows are read as they are", async () => {
    const names = ["玄武湖街道", "新街口街道", "梅园街道", "红山街道", "孝陵卫街道"];
    const rows = names.map((name, i) => `${i},${name}`).join("\n");
    for (const encoding of ["utf-8", "gbk"]) {
      const whole = iconv.encode(`编号,名称\n${rows}\n`, encoding);
      const cut = whole.lastIndexOf(iconv.encode("红", encoding));
      const broken = Buffer.concat([
        whole.subarray(0, cut + 1),
        whole.subarray(cut + iconv.encode("红", encoding).length),
      ]);
      const read = await cellsOf(broken, ["名称"]);
      expect(read.filter((_, i) => i !== 3).flat()).toEqual(names.filter((_, i) => i !== 3));
      expect(read[3]![0]).not.toBe(names[3]);
    }
  });

  test("GBK is recognised even when the first Chinese character stands at the end of a long file", async () => {
    const late = iconv.encode(`a,b\n${"1,2\n".repeat(100_000)}3,网格\n`, "gbk");
    expect((await cellsOf(late, ["b"])).at(-1)).toEqual(["网格"]);
  });

  test.each(["", "a", "ab"])(
    "a long file of Chinese text is read whole wherever its chunks end (%j first)",
    async (first) => {
      const cell = `${first}${"网格".repeat(150_000)}`;
      for (const content of [Buffer.from(`a\n${cell}\n`), iconv.encode(`a\n${cell}\n`, "gbk")])
        expect((await cellsOf(content, ["a"]))[0]?.[0] === cell).toBe(true); // a failing toBe would print it all
    },
  );

  test("a named encoding overrules what was recognised, an unknown one is refused", async () => {
    expect(await cellsOf(iconv.encode("a\nné\n", "latin1"), ["a"], "latin1")).toEqual([["né"]]);
    await expect(readAll("a\n1\n", "klingon")).rejects.toThrow(/unknown encoding "klingon"/);
  });
});
