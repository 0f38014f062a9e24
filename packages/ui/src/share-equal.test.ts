import { setFlagsFromString } from "node:v8";
import { runInThisContext } from "node:vm";
import { replaceEqualDeep } from "@tanstack/react-query";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shareEqual } from "./share-equal.ts";

const SEED = { seed: 2026 };

/** An answer, and the same with some parts of it replaced, dropped or swapped. */
const answers = fc.jsonValue({ maxDepth: 4 }).chain((before) =>
  fc.tuple(
    fc.constant(before),
    fc.array(fc.nat({ max: 60 }), { maxLength: 3 }).map((places) => {
      const after: unknown = structuredClone(before);
      for (const place of places) changeAt(after, place);
      return JSON.parse(JSON.stringify(after)) as unknown; // as answers come
    }),
  ),
);

/** Changes one of the parts, counted through all of them. */
function changeAt(whole: unknown, place: number): void {
  const parts = partsOf(whole).filter(({ at }) => at !== null);
  const part = parts[place % Math.max(1, parts.length)];
  if (!part?.at) return;
  const { owner, key } = part.at;
  if (place % 3 === 0) delete owner[key];
  else owner[key] = place % 3 === 1 ? place : { added: [place] };
}

type Part = { value: unknown; at: { owner: Record<string, unknown>; key: string } | null; path: string };

/** An answer with all its parts, and where each stands. */
function partsOf(value: unknown, at: Part["at"] = null, path = ""): Part[] {
  if (typeof value !== "object" || value === null) return [{ value, at, path }];
  const owner = value as Record<string, unknown>;
  const below = Object.keys(owner).flatMap((key) => partsOf(owner[key], { owner, key }, `${path}/${key}`));
  return [{ value, at, path }, ...below];
}

describe("what an answer shares with the one before", () => {
  test("is what the library's own comparison shares, and the answer says the same", () => {
    fc.assert(
      fc.property(answers, ([before, after]) => {
        const shared = shareEqual(before, structuredClone(after));
        expect(shared).toEqual(after);
        const old = new Set(partsOf(before).map(({ value }) => value));
        const sharedPaths = (whole: unknown): string[] =>
          partsOf(whole)
            .filter(({ value }) => typeof value === "object" && value !== null && old.has(value))
            .map(({ path }) => path);
        expect(sharedPaths(shared)).toEqual(sharedPaths(replaceEqualDeep(before, structuredClone(after))));
      }),
      SEED,
    );
  });

  test("is nothing where nothing is equal: the answer is given as it came", () => {
    const after = { rows: [{ id: 1, at: "b" }], asOf: 2 };
    expect(shareEqual({ rows: [{ id: 1, at: "a" }], asOf: 1 }, after)).toBe(after);
  });

  test("is never changed, and neither is what came", () => {
    const rowOf = (id: number) => Object.freeze({ id, position: Object.freeze([1, 2]) });
    const before = Object.freeze([rowOf(1)]);
    const after = Object.freeze([rowOf(2)]);
    const shared = shareEqual(before, after) as typeof before;
    expect(shared).toEqual([{ id: 2, position: [1, 2] }]);
    expect(shared[0]!.position).toBe(before[0]!.position);
  });

  test("leaves an object of forty properties as compact as it came, which the library's own comparison does not: without that there is no need of ours", () => {
    setFlagsFromString("--allow-natives-syntax");
    const isCompact = runInThisContext("(object) => %HasFastProperties(object)") as (
      whole: unknown,
    ) => boolean;
    const text = JSON.stringify(Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`key${i}`, i])));
    const answer = (status: string): unknown => ({ position: [1, 2], status, ...JSON.parse(text) });
    expect(isCompact(shareEqual(answer("open"), answer("closed")))).toBe(true);
    expect(isCompact(replaceEqualDeep(answer("open"), answer("closed")))).toBe(false);
  });

  test("is not looked for in columns of numbers", () => {
    const after = { areas: Int32Array.of(1) };
    expect(shareEqual({ areas: Int32Array.of(1) }, after)).toBe(after);
  });
});
