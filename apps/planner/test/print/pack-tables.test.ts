import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { packTables } from "../../src/print/table/pack-tables.ts";
import type { TableHeights } from "../../src/print/table/pack-tables.ts";

const PAGE = 150;

const table = (rows: number, rowMm = 6): TableHeights => ({
  headMm: 20,
  rowMm: Array.from({ length: rows }, () => rowMm),
  footMm: 10,
});

const tables = fc.array(
  fc.record({
    headMm: fc.integer({ min: 5, max: 30 }),
    rowMm: fc.array(fc.integer({ min: 4, max: 20 }), { maxLength: 60 }),
    footMm: fc.integer({ min: 0, max: 20 }),
  }),
  { maxLength: 8 },
);

const heightOf = (each: TableHeights, { from, to }: { from: number; to: number }): number =>
  each.headMm +
  each.rowMm.slice(from, to).reduce((sum, row) => sum + row, 0) +
  (to === each.rowMm.length ? each.footMm : 0);

describe("tables on pages", () => {
  test("have every row once and in order, and never run over the end of a page", () => {
    fc.assert(
      fc.property(tables, (all) => {
        const pages = packTables(all, PAGE);
        const rows = pages
          .flat()
          .flatMap((piece) =>
            Array.from({ length: piece.to - piece.from }, (_, i) => `${piece.table} ${piece.from + i}`),
          );
        expect(rows).toEqual(all.flatMap(({ rowMm }, i) => rowMm.map((_, row) => `${i} ${row}`)));
        for (const page of pages) {
          const height = page.reduce((sum, piece) => sum + heightOf(all[piece.table]!, piece), 0);
          expect(height).toBeLessThanOrEqual(PAGE);
        }
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test("say of each piece which of how many it is", () => {
    const pages = packTables([table(50)], PAGE);
    expect(pages.map(([piece]) => [piece!.number, piece!.pieces])).toEqual([
      [1, 3],
      [2, 3],
      [3, 3],
    ]);
  });

  test("stand below each other while there is room for a head with three rows", () => {
    // 20 + 4 × 6 + 10 = 54 mm each: the third begins on the first page with 42 mm left, the head and three rows of it.
    const pages = packTables([table(4), table(4), table(10)], PAGE);
    expect(pages.map((page) => page.map(({ table: which, from, to }) => [which, from, to]))).toEqual([
      [[0, 0, 4], [1, 0, 4], [2, 0, 3]],
      [[2, 3, 10]],
    ]); // prettier-ignore
    expect(packTables([table(4), table(5), table(10)], PAGE)[1]).toMatchObject([{ table: 2, from: 0 }]);
  });

  test("without rows are their head and what stands below it", () => {
    expect(packTables([table(0)], PAGE)).toEqual([[{ table: 0, from: 0, to: 0, number: 1, pieces: 1 }]]);
    expect(packTables([], PAGE)).toEqual([]);
  });
});
