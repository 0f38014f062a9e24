import { expect, test } from "vitest";
import { drawMadeUpPhoto, SCENES } from "../src/index.ts";

const MARK_WIDTH = 128;
const MARK_HEIGHT = 56;

/** The rows of the corner that says that a picture is made up. */
function cornerOf({ width, pixels }: ReturnType<typeof drawMadeUpPhoto>): number[] {
  const rows = Array.from({ length: MARK_HEIGHT }, (_, y) => [
    ...pixels.subarray(y * width * 3, (y * width + MARK_WIDTH) * 3),
  ]);
  return rows.flat();
}

test.each(SCENES)(
  "the photos of %s before and after the work differ, and both say in the corner that they are made up",
  (scene) => {
    const [before, after] = [drawMadeUpPhoto(scene, "before"), drawMadeUpPhoto(scene, "after")];
    expect(Buffer.from(before.pixels).equals(after.pixels)).toBe(false);
    const mark = cornerOf(drawMadeUpPhoto("lamp", "before"));
    expect(new Set(mark).size).toBeGreaterThan(3); // two colours
    expect([cornerOf(before), cornerOf(after)]).toEqual([mark, mark]);
    for (const { width, height, pixels } of [before, after]) expect(pixels).toHaveLength(width * height * 3);
  },
);
