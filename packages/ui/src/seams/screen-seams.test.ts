import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { columnsBetween, nudgeOff, pushPast, rowsBetween, seamsOf, widestBetween } from "./screen-seams.ts";
import type { Strip } from "./screen-seams.ts";

const SEED = { seed: 26 };
const SCREEN = { width: 5760, height: 2160, screenHeightMetres: 1.35, unit: 3 };

const strips = fc
  .uniqueArray(fc.integer({ min: 1, max: 19 }), { maxLength: 5 })
  .map((places) =>
    places.sort((a, b) => a - b).map((place): Strip => ({ from: 50 * place - 4, to: 50 * place + 4 })),
  );

const touches = (box: Strip, all: readonly Strip[]): boolean =>
  all.some((strip) => box.from < strip.to && strip.from < box.to);

describe("seams", () => {
  test("lie where panels meet, as wide as their frames are on the picture with a quarter of a character on both sides", () => {
    // By hand: 2,160 pixels on 1,350 mm are 1.6 a millimetre; 10 mm are 16 pixels, and four units of 3 are 12.
    const { x, y } = seamsOf({ columns: 3, rows: 2, bezelMillimetres: 10 }, SCREEN);
    expect(x).toEqual([
      { from: 1900, to: 1940 },
      { from: 3820, to: 3860 },
    ]);
    expect(y).toEqual([{ from: 1060, to: 1100 }]);
  });

  test("of panels without a frame keep these quarters of a character free", () => {
    const { x } = seamsOf({ columns: 2, rows: 1, bezelMillimetres: 0 }, SCREEN);
    expect(x).toEqual([{ from: 2868, to: 2892 }]);
  });
});

test("what is pushed or nudged touches no seam that it could get off, and what touches none stays", () => {
  const box = fc.tuple(fc.integer({ min: 0, max: 990 }), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(box, strips, ([from, length], all) => {
      const own = { from, to: from + length };
      for (const moved of [pushPast(own, all), nudgeOff(own, all)]) {
        expect(touches({ from: own.from + moved, to: own.to + moved }, all)).toBe(false);
        if (!touches(own, all)) expect(moved).toBe(0);
      }
      expect(Math.abs(nudgeOff(own, all))).toBeLessThanOrEqual(pushPast(own, all));
    }),
    SEED,
  );
});

test("the widest part between seams touches none, and no part of the same place is wider", () => {
  fc.assert(
    fc.property(strips, (all) => {
      const widest = widestBetween({ from: 0, to: 1000 }, all);
      expect(touches(widest, all)).toBe(false);
      const edges = [0, ...all.flatMap(({ from, to }) => [from, to]), 1000];
      const widths = edges.flatMap((edge, i) => (i % 2 === 0 ? edges[i + 1]! - edge : [])); // edges come in pairs
      expect(widest.to - widest.from).toBe(Math.max(...widths));
    }),
    SEED,
  );
});

test("rows that are pushed lie in their order, within their list and on no seam, and one more would not fit", () => {
  const list = fc.record({
    top: fc.integer({ min: 0, max: 200 }),
    bottom: fc.integer({ min: 201, max: 1000 }),
    height: fc.integer({ min: 5, max: 40 }),
    gap: fc.integer({ min: 0, max: 5 }),
  });
  fc.assert(
    fc.property(list, strips, (box, all) => {
      const { room, pushes } = rowsBetween(box, all);
      let at = box.top;
      for (let row = 0; row <= room; row++) {
        const push = pushes.get(row) ?? 0;
        const own = { from: at + push, to: at + push + box.height };
        if (row < room) {
          expect(touches(own, all)).toBe(false);
          expect(own.to).toBeLessThanOrEqual(box.bottom + 1);
        } else expect(own.to + pushPast(own, all)).toBeGreaterThan(box.bottom);
        at = own.to + box.gap;
      }
    }),
    SEED,
  );
});

test("a table's columns fill its width, and every seam lies in the gap between two of them", () => {
  const table = fc.record({ first: fc.constantFrom(1, 1.6, 2), others: fc.integer({ min: 5, max: 24 }) });
  const panels = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(table, panels, (asked, columns) => {
      const seams = seamsOf({ columns, rows: 1, bezelMillimetres: 8 }, SCREEN).x;
      const widths = columnsBetween({ from: 60, to: 5700, gap: 40, ...asked }, seams);
      expect(widths).toHaveLength(asked.others + 1);
      let at = 60;
      for (const width of widths) {
        expect(touches({ from: at, to: at + width }, seams)).toBe(false);
        at += width + 40;
      }
      expect(at - 40).toBeCloseTo(5700, 6);
    }),
    SEED,
  );
});
