import { distanceMetres } from "@getu/geometry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createFrame } from "../../src/print/map/frame.ts";

const PAPER = { width: 250, height: 180, margin: 10 };

const boxes = fc
  .tuple(
    fc.double({ min: -179, max: 178, noNaN: true }),
    fc.double({ min: -60, max: 60, noNaN: true }),
    fc.double({ min: 0.0003, max: 0.05, noNaN: true }),
    fc.double({ min: 0.0003, max: 0.05, noNaN: true }),
  )
  .map(([west, south, wide, high]) => [west, south, west + wide, south + high] as const);

describe("a frame", () => {
  test("shows all of its box within the margin, and touches the margin on one pair of sides", () => {
    const property = fc.property(boxes, ([west, south, east, north]) => {
      const frame = createFrame([west, south, east, north], PAPER);
      const [left, top] = frame.toPaper([west, north]);
      const [right, bottom] = frame.toPaper([east, south]);
      const spare = [left - 10, top - 10, 240 - right, 170 - bottom];
      expect(Math.min(...spare)).toBeCloseTo(0, 4);
      expect(left + right).toBeCloseTo(PAPER.width, 4);
      expect(top + bottom).toBeCloseTo(PAPER.height, 4);
    });
    fc.assert(property, { seed: 7, numRuns: 300 });
  });

  test("has one scale in both directions, within a hundredth of what the sphere says", () => {
    const property = fc.property(boxes, ([west, south, east, north]) => {
      const { toGround, metresPerMm } = createFrame([west, south, east, north], PAPER);
      for (const [x, y] of [
        [100, 0],
        [0, 80],
      ] as const) {
        const metres = distanceMetres(toGround(125 - x / 2, 90 - y / 2), toGround(125 + x / 2, 90 + y / 2));
        expect(metres / ((x || y) * metresPerMm)).toBeCloseTo(1, 2);
      }
    });
    fc.assert(property, { seed: 8, numRuns: 300 });
  });

  test("finds on the ground what it has put on paper", () => {
    const frame = createFrame([120.1, 30.2, 120.11, 30.21], PAPER);
    const [x, y] = frame.toPaper(frame.toGround(31, 47));
    expect([x, y].map((mm) => Number(mm.toFixed(6)))).toEqual([31, 47]);
  });

  test("of a single point is not endless", () => {
    const frame = createFrame([120.1, 30.2, 120.1, 30.2], PAPER);
    expect(frame.metresPerMm).toBeGreaterThan(0.05);
    expect(frame.toPaper([120.1, 30.2])).toEqual([125, 90]);
  });
});
