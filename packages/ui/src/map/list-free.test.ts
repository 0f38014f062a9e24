import fc from "fast-check";
import { expect, test } from "vitest";
import { listFree } from "./list-free.ts";

const box = fc
  .tuple(
    fc.integer({ max: 60, min: 0 }),
    fc.integer({ max: 60, min: 0 }),
    fc.integer({ max: 20, min: 1 }),
    fc.integer({ max: 9, min: 1 }),
  )
  .map(([left, top, width, height]) => ({ left, top, right: left + width, bottom: top + height }));

test("names shown never cover each other, and a name is left out only for an earlier one that is shown", () => {
  fc.assert(
    fc.property(fc.array(box, { maxLength: 25 }), (boxes) => {
      const shown = new Set(listFree(boxes));
      // every whole pixel has at most one owner among the shown; a hidden one shares a pixel with an earlier shown one
      const pixelsOf = ({ left, top, right, bottom }: (typeof boxes)[number]): string[] =>
        Array.from({ length: (right - left) * (bottom - top) }, (_, i) => {
          const width = right - left;
          return `${left + (i % width)} ${top + Math.floor(i / width)}`;
        });
      const taken = new Set<string>();
      boxes.forEach((candidate, i) => {
        const collides = pixelsOf(candidate).some((pixel) => taken.has(pixel));
        expect(shown.has(i)).toBe(!collides);
        if (!collides) for (const pixel of pixelsOf(candidate)) taken.add(pixel);
      });
    }),
    { seed: 11 },
  );
});
