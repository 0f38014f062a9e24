import fc from "fast-check";
import { expect, test } from "vitest";
import { overlap } from "./list-free.ts";
import { stepAside } from "./step-aside.ts";

const box = fc
  .tuple(
    fc.integer({ max: 40, min: 0 }),
    fc.integer({ max: 40, min: 0 }),
    fc.integer({ max: 20, min: 1 }),
    fc.integer({ max: 9, min: 1 }),
  )
  .map(([left, top, width, height]) => ({ left, top, right: left + width, bottom: top + height }));

test("a name moves up or down off every mark, by the fewest of all whole pixels that will do", () => {
  fc.assert(
    fc.property(box, fc.array(box, { maxLength: 6 }), (name, marks) => {
      const movedBy = (by: number) => ({ ...name, top: name.top + by, bottom: name.bottom + by });
      const isClear = (by: number): boolean => marks.every((mark) => !overlap(movedBy(by), mark));
      let least = 0;
      while (!isClear(least) && !isClear(-least)) least += 1;
      const by = stepAside(name, marks).top - name.top;
      expect(stepAside(name, marks)).toEqual(movedBy(by));
      expect(isClear(by)).toBe(true);
      expect(Math.abs(by)).toBe(least);
    }),
    { seed: 29 },
  );
});
