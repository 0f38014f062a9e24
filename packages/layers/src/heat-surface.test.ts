import { toHeatRaster } from "@getu/domain";
import type { HeatRaster } from "@getu/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { luminance } from "./colour.ts";
import { heatResolution, heatSurface, heatTicks } from "./heat-surface.ts";
import { heatColour } from "./palette.ts";

const LEVEL = 18;
const [X, Y] = [215_000, 105_000]; // a place near Nanjing
const METRES_PER_DEGREE = 111_319.49;

const cellsOf = (cells: readonly (readonly [x: number, y: number, count: number])[]): HeatRaster =>
  toHeatRaster({
    level: LEVEL,
    x: cells.map(([x]) => X + x),
    y: cells.map(([, y]) => Y + y),
    count: cells.map(([, , count]) => count),
    asOf: "2026-11-22T00:00:00.000Z",
  });

const cells = fc.uniqueArray(
  fc.tuple(fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 9 })),
  { minLength: 1, maxLength: 30, selector: ([x, y]) => `${x} ${y}` },
);

describe("heat surface", () => {
  test("shows at every point the incidents within the radius, as counting them one by one says", () => {
    fc.assert(
      fc.property(cells, fc.integer({ min: 60, max: 700 }), (all, radius) => {
        const surface = heatSurface(cellsOf(all), radius)!;
        const [west, north] = surface.corners[0];
        const [east, south] = surface.corners[2];
        const latitude = (north + south) / 2;
        const side =
          ((east - west) / surface.width) * METRES_PER_DEGREE * Math.cos((latitude * Math.PI) / 180);
        const left = Math.round(((west + 180) / 360) * 2 ** LEVEL) - X;
        const margin = Math.min(...all.map(([x]) => x)) - left;
        const top = Math.min(...all.map(([, y]) => y)) - margin;
        for (let row = 0; row < surface.height; row++) {
          for (let column = 0; column < surface.width; column++) {
            const near = all.filter(
              ([x, y]) => Math.hypot(x - left - column, y - top - row) * side <= radius,
            );
            const borderline = all.some(
              ([x, y]) =>
                Math.abs(Math.hypot(x - left - column, y - top - row) * side - radius) < side * 0.01,
            );
            if (borderline) continue; // the kernel may round the other way
            const expected = near.reduce((sum, [, , count]) => sum + count, 0);
            expect(surface.counts[row * surface.width + column]).toBe(expected);
          }
        }
      }),
      { seed: 20_261_122, numRuns: 25 },
    );
  });

  test("ends its legend at the largest count that is really there", () => {
    const surface = heatSurface(
      cellsOf([
        [0, 0, 3],
        [1, 0, 4],
        [40, 40, 5],
      ]),
      200,
    )!;
    expect(surface.max).toBe(7);
    expect(heatTicks(surface.max).map(({ count }) => count)).toEqual([1, 3, 7]);
  });

  test("is nothing where nothing happened", () => {
    expect(heatSurface(cellsOf([]), 200)).toBeNull();
  });

  test("is transparent where no incident lies within the radius and nowhere else", () => {
    const surface = heatSurface(
      cellsOf([
        [0, 0, 2],
        [9, 3, 1],
      ]),
      300,
    )!;
    surface.counts.forEach((count, i) => expect(surface.pixels[i * 4 + 3]! > 0).toBe(count > 0));
  });

  test("keeps every incident when the picture has to be made coarser", () => {
    const wide = heatSurface(
      cellsOf([
        [0, 0, 5],
        [0, 6_000, 7],
        [6_000, 0, 1],
      ]),
      400,
    )!;
    expect(wide.width * wide.height).toBeLessThanOrEqual(1_000_000);
    expect(wide.max).toBe(7);
  });
});

describe("heat resolution", () => {
  test("takes a round radius no smaller on the screen than asked, with at least four cells in it", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 9, max: 19, noNaN: true }),
        fc.integer({ min: 12, max: 60 }),
        (zoom, pixels) => {
          const { radiusMetres, level } = heatResolution({ zoom, latitude: 32, pixels });
          const world = 40_075_016.7 * Math.cos((32 * Math.PI) / 180);
          expect((radiusMetres * 512 * 2 ** zoom) / world).toBeGreaterThanOrEqual(pixels * 0.999);
          expect(world / 2 ** level).toBeLessThanOrEqual(radiusMetres / 4);
        },
      ),
      { seed: 7 },
    );
  });
});

describe("heat colours", () => {
  test("rise in lightness from few to many, so that the order survives colour blindness", () => {
    const lights = Array.from({ length: 21 }, (_, i) => heatColour(i / 20)).map(([red, green, blue]) =>
      luminance(`#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`),
    );
    expect(lights).toEqual([...lights].sort((a, b) => a - b));
    expect(lights.at(-1)! / lights[0]!).toBeGreaterThan(10);
  });
});
