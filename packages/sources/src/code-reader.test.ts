import { expect, test } from "vitest";
import { createCodeReader } from "./code-reader.ts";

test.each([
  ["text", [17, 17.0, "17", "17.0", " 17 "], true],
  ["text", ["0832", 832], false],
  ["text", ["005800", "5800"], false],
  ["text", ["1.1", "1.10"], false],
  ["text", ["2C", "2c"], false],
  ["number", ["0832", 832, "832.0", "+832"], true],
  ["number", ["-1", 1], false],
  ["fold", ["Ward 8", "ward8", " WARD 8"], true],
  ["fold", ["0832", 832], false],
] as const)("as %s, %j are one code: %s", (comparison, values, same) => {
  const codes = new Set(values.map((value) => createCodeReader(comparison)(value)));
  expect(codes.has(null)).toBe(false);
  expect(codes.size === 1).toBe(same);
});

test("blanks are no code, and words are no number", () => {
  expect(["", " ", null, undefined, {}, Number.NaN].map(createCodeReader("text"))).toEqual(
    Array(6).fill(null),
  );
  expect(["", "2C", "8.5", "1e3"].map(createCodeReader("number"))).toEqual(Array(4).fill(null));
});
