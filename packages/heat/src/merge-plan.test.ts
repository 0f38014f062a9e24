import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeFrom, MERGE_POLICY } from "./merge-plan.ts";

test("never more than four segments stay, whatever the sizes of the arrivals", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 100_000 }), { maxLength: 400, size: "max" }),
      (arrivals) => {
        let sizes: number[] = [];
        for (const incoming of arrivals) {
          const from = mergeFrom(sizes, incoming, MERGE_POLICY);
          sizes = [...sizes.slice(0, from), sizes.slice(from).reduce((sum, size) => sum + size, incoming)];
          expect(sizes.length).toBeLessThanOrEqual(4);
        }
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(
          arrivals.reduce((sum, rows) => sum + rows, 0),
        );
      },
    ),
    { seed: 20_261_122, numRuns: 200 },
  );
});

test("ten million rows in equal arrivals are rewritten at most 30 times each", () => {
  let sizes: number[] = [];
  let written = 0;
  for (let rows = 0; rows < 10_000_000; rows += 32_768) {
    const from = mergeFrom(sizes, 32_768, MERGE_POLICY);
    const merged = sizes.slice(from).reduce((sum, size) => sum + size, 32_768);
    sizes = [...sizes.slice(0, from), merged];
    written += merged;
  }
  expect(written / 10_000_000).toBeLessThan(30);
});
