import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAll } from "../test/read-all.ts";
import { tempFile } from "../test/temp-file.ts";
import { scanJson } from "./json-scanner.ts";
import { openSource } from "./open-source.ts";
import { SourceError } from "./source-error.ts";

const point = (name: string) => ({
  type: "Feature",
  properties: { name },
  geometry: { type: "Point", coordinates: [1, 2] },
});
const collection = (features: readonly unknown[]) => JSON.stringify({ type: "FeatureCollection", features });

const LIMITS = { arrayKey: "features", maxPieceBytes: 1 << 20, maxDepth: 32 };

async function* inChunks(text: string, size: number): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function scan(text: string, size: number): Promise<unknown[]> {
  const elements: unknown[] = [];
  for await (const piece of scanJson(inChunks(text, size), LIMITS))
    if (piece.kind === "element") elements.push(JSON.parse(piece.text));
  return elements;
}

// Names full of what a careless scanner trips over: quotes, escapes, brackets, the word itself, Chinese.
const name = fc.array(fc.constantFrom('"', "\\", "[", "]", "{", "}", ",", ":", "features", "格", "\n"), {
  maxLength: 6,
});
const feature = name.map((parts) => ({ ...point(parts.join("")), features: [parts] }));

describe("streaming of GeoJSON", () => {
  test("the features are those of JSON.parse, wherever the chunks end", async () => {
    const file = fc.record({
      features: fc.array(feature, { maxLength: 5 }),
      indent: fc.integer({ min: 0, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(file, fc.integer({ min: 1, max: 40 }), async ({ features, indent }, size) => {
        const text = JSON.stringify(
          { type: "FeatureCollection", crs: { features: 1 }, features, z: [] },
          null,
          indent,
        );
        expect(await scan(text, size)).toEqual(JSON.parse(text).features);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("T23 a file that is cut off anywhere is refused, never read as a shorter file", async () => {
    const text = collection([point("a"), point('b"]}')]);
    for (let length = 1; length < text.length; length += 1)
      await expect(readAll(text.slice(0, length)), text.slice(0, length)).rejects.toThrow(SourceError);
    expect(await readAll(text)).toHaveLength(2);
  });

  test("a value deeper than any GeoJSON is refused before it is parsed", async () => {
    await expect(
      readAll(collection([{ ...point("a"), deep: JSON.parse("[".repeat(40) + "]".repeat(40)) }])),
    ).rejects.toThrow(/nested more than 32 levels/);
  });
});

describe("kinds of GeoJSON", () => {
  test.each([
    ["a collection", collection([point("a"), point("b")]), 2],
    ["a collection with a byte order mark", `\uFEFF${collection([point("a")])}`, 1],
    [
      "a collection whose type comes last",
      JSON.stringify({ features: [point("a")], type: "FeatureCollection" }),
      1,
    ],
    ["one feature", JSON.stringify(point("a")), 1],
    ["a bare geometry", JSON.stringify({ type: "Point", coordinates: [1, 2] }), 1],
    ["features line by line", `${JSON.stringify(point("a"))}\n${JSON.stringify(point("b"))}\n`, 2],
    [
      "a text sequence (RFC 8142)",
      `\u001E${JSON.stringify(point("a"))}\n\u001E${JSON.stringify(point("b"))}\n`,
      2,
    ],
  ])("%s is read", async (_, text, count) => {
    const rows = await readAll(text);
    expect(rows.map(({ row, problem }) => ({ row, problem }))).toEqual(
      Array.from({ length: count }, (_unused, at) => ({ row: at + 1, problem: null })),
    );
    expect(rows[0]?.geometry).toEqual({ type: "Point", coordinates: [1, 2] });
  });

  test.each([
    ["JSON of another kind", '{"type":"Topology"}', /not GeoJSON: its type is "Topology"/],
    ["a JSON list", "[1,2]", /JSON list, not GeoJSON/],
    ["a collection without features", '{"type":"FeatureCollection"}', /without "features"/],
    ["broken JSON", '{"type":"FeatureCollection","features":[{"a":}]}', /feature 1: not valid JSON/],
    ["text after the end", `${collection([])} nonsense`, /line 1: expected "{", found "n"/],
    ["blanks", " \n ", /only blanks/],
    ["nothing", "", /is empty/],
    ["a zip archive", Buffer.from([0x50, 0x4b, 3, 4, 0]), /zip archive/],
  ])("%s is refused in one line that names the file", async (_, content, message) => {
    const path = tempFile(content, "bad.geojson");
    const reading = (async () => {
      const source = await openSource(path);
      for await (const row of source.rows()) void row;
    })();
    await expect(reading).rejects.toThrow(message);
    await expect(reading).rejects.toThrow(path);
    await reading.catch((error: Error) => expect(error.message).not.toContain("\n"));
  });

  test("what is no feature is a row with a problem, so that it is counted", async () => {
    const rows = await readAll(collection([null, 7, { type: "Point", coordinates: [0, 0] }, point("a")]));
    expect(rows.map(({ problem }) => problem?.reason ?? null)).toEqual([
      "not-a-feature",
      "not-a-feature",
      "not-a-feature",
      null,
    ]);
  });
});

describe("fields of GeoJSON", () => {
  test("a dotted name reaches into nested properties, a property of that very name comes first", async () => {
    const properties = { a: { b: 1 }, "c.d": 2, c: { d: 3 }, __proto__x: 4 };
    const [row] = await readAll(collection([{ ...point("a"), id: "f-1", properties }]));
    expect(
      ["a.b", "c.d", "a.x", "constructor", "toString", "@id", "@row"].map((field) => row?.get(field)),
    ).toEqual([1, 2, undefined, undefined, undefined, "f-1", 1]);
  });

  test("T30 a property called __proto__ pollutes nothing", async () => {
    const [row] = await readAll(
      '{"type":"Feature","properties":{"__proto__":{"polluted":1}},"geometry":null}',
    );
    expect(row?.get("__proto__.polluted")).toBe(1);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("a field that no feature has is refused with the fields there are", async () => {
    const source = await openSource(tempFile(collection([point("a")])));
    source.requireFields(["name", "@id", "WARD"]);
    const reading = (async () => {
      for await (const row of source.rows()) void row;
    })();
    await expect(reading).rejects.toThrow(/no field "WARD"; the fields are: name/);
  });
});
