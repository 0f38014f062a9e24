import fc from "fast-check";
import { expect, test } from "vitest";
import { findIllegible, HAND_SCREEN, smallestTextPixels, WALL_SCREEN } from "./screen-scale.ts";

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

/** Any screen that the desk takes, in whole decimetres. */
const screens = fc
  .record({ high: fc.integer({ min: 1, max: 200 }), away: fc.integer({ min: 3, max: 600 }) })
  .map(({ high, away }) => ({ screenHeightMetres: high / 10, viewingDistanceMetres: away / 10 }));

test("a screen is called illegible when its smallest digit is seen under less than 16 arc-minutes, and no other is", () => {
  fc.assert(
    fc.property(screens, fc.constantFrom(720, 1080, 2160), (screen, height) => {
      const seen = seenArcMinutes(smallestTextPixels(screen, height), height, screen);
      expect(findIllegible(screen) === null).toBe(seen > 15.99);
    }),
    { seed: 8 },
  );
});

test("an illegible screen is legible from the distance that is named, or as high as is said, and from or with a decimetre less it is not", () => {
  fc.assert(
    fc.property(screens, (screen) => {
      const illegible = findIllegible(screen);
      fc.pre(illegible !== null);
      const { mostMetres, neededHeightMetres } = illegible;
      const from = (viewingDistanceMetres: number) => findIllegible({ ...screen, viewingDistanceMetres });
      const high = (screenHeightMetres: number) => findIllegible({ ...screen, screenHeightMetres });
      expect([from(mostMetres), high(neededHeightMetres)]).toEqual([null, null]);
      expect([from(mostMetres + 0.1), high(neededHeightMetres - 0.1)]).not.toContain(null);
    }),
    { seed: 8 },
  );
});

test("a 110-inch wall is read from five metres, a picture of 1.1 metres from 4.2 at most", () => {
  expect(findIllegible(WALL_SCREEN)).toBeNull();
  expect(findIllegible({ screenHeightMetres: 1.1, viewingDistanceMetres: 5 })).toEqual({
    mostMetres: 4.2,
    neededHeightMetres: 1.3,
  });
});
