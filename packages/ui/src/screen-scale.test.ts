import fc from "fast-check";
import { expect, test } from "vitest";
import { HAND_SCREEN, smallestTextPixels, WALL_SCREEN } from "./screen-scale.ts";

const DIGIT_SHARE = 0.72;

/** Angle in arc-minutes under which a digit of that font size is seen. */
const seenArcMinutes = (pixels: number, heightPixels: number, screen: typeof WALL_SCREEN): number => {
  const metres = (pixels * DIGIT_SHARE * screen.screenHeightMetres) / heightPixels;
  return (2 * Math.atan(metres / 2 / screen.viewingDistanceMetres) * 180 * 60) / Math.PI;
};

test.each([720, 1080, 1440, 2160, 4320])(
  "the smallest digit on a wall of %i pixels is seen under 16 arc-minutes",
  (height) => {
    expect(seenArcMinutes(smallestTextPixels(WALL_SCREEN, height), height, WALL_SCREEN)).toBeCloseTo(16, 1);
  },
);

test("the smallest digit in the hand is seen under 16 arc-minutes at least", () => {
  expect(seenArcMinutes(smallestTextPixels(HAND_SCREEN, 844), 844, HAND_SCREEN)).toBeGreaterThanOrEqual(
    15.99,
  );
});

test("text grows in step with the picture's height, so that 4K shows the same screen as 1080 lines", () => {
  fc.assert(
    fc.property(fc.integer({ min: 800, max: 4000 }), (height) => {
      const share = smallestTextPixels(WALL_SCREEN, height) / height;
      expect(share).toBeCloseTo(smallestTextPixels(WALL_SCREEN, 1080) / 1080, 9);
    }),
    { seed: 1 },
  );
});
