import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { canonicalBytes, CHAIN_START, chainHash } from "../src/audit/hash-chain.ts";
import type { ChainValue } from "../src/audit/hash-chain.ts";

describe("the bytes of a row", () => {
  test("are the same in whatever order its facts were written down", () => {
    const one = canonicalBytes({ b: [1, { d: null, c: "格" }], a: true });
    expect(one.toString()).toBe('{"a":true,"b":[1,{"c":"格","d":null}]}');
    expect(canonicalBytes({ a: true, b: [1, { c: "格", d: null }] })).toEqual(one);
  });

  test("differ where a reader could take one fact for another", () => {
    const rows: ChainValue[] = [
      { a: "1" },
      { a: 1 },
      { a: [1] },
      { a: null },
      { a: "" },
      {},
      { a: '1","b":"2' },
    ];
    expect(new Set(rows.map((row) => canonicalBytes(row).toString("hex"))).size).toBe(rows.length);
  });

  test("refuse what programs write differently", () => {
    expect(() => canonicalBytes({ a: 0.1 })).toThrow("0.1 cannot be chained");
    expect(() => canonicalBytes({ a: 2 ** 53 })).toThrow("cannot be chained");
    expect(() => canonicalBytes({ a: ["aa\ud800"] })).toThrow('"aa\\ud800" cannot be chained');
    expect(() => canonicalBytes({ "a\udc00": 1 })).toThrow("cannot be chained");
  });
});

test("a hash is SHA-256 over the hash before and the row's bytes", () => {
  const expected = createHash("sha256").update(Buffer.alloc(32)).update('{"a":1}').digest();
  expect(chainHash(CHAIN_START, { a: 1 })).toEqual(expected);
  expect(chainHash(expected, { a: 1 })).not.toEqual(expected);
});
