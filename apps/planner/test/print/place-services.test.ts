import type { Place } from "@getu/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { placeServices, SERVICE_HALF_MM } from "../../src/print/board/place-services.ts";
import { createFrame } from "../../src/print/map/frame.ts";
import { furnitureBoxes } from "../../src/print/map/paper-map.tsx";

const frame = createFrame([120, 30, 120.02, 30.0138], { width: 262, height: 184, margin: 16 });

const placeAt = (id: number, x: number, y: number): Place => ({
  id,
  externalId: String(id),
  name: `场所${id}`,
  kind: "police-room",
  position: [...frame.toGround(x, y)],
  telephone: "000-0000",
  openingHours: null,
  staffOnDuty: null,
  gridId: null,
});

test("every number of the list is on the map, whole, off the others and off scale and north, wherever the places lie", () => {
  const coordinate = fc.integer({ min: -400, max: 600 });
  fc.assert(
    fc.property(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 5 }), (where) => {
      const boxes = furnitureBoxes(frame);
      const known = boxes.length;
      const spots = placeServices(
        where.map(([x, y], i) => placeAt(i, x, y)),
        frame,
        boxes,
      );
      expect(spots.map(({ number }) => number)).toEqual(where.map((_, i) => i + 1));
      for (const { at } of spots) {
        expect(Math.min(at[0], at[1])).toBeGreaterThanOrEqual(SERVICE_HALF_MM);
        expect(at[0]).toBeLessThanOrEqual(frame.width - SERVICE_HALF_MM);
        expect(at[1]).toBeLessThanOrEqual(frame.height - SERVICE_HALF_MM);
      }
      const isOver = boxes.some((one, i) =>
        boxes
          .slice(Math.max(i + 1, known))
          .some((other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3]),
      );
      expect(isOver).toBe(false);
    }),
    { seed: 1, numRuns: 300 },
  );
});

test("a place in the picture has its number where it is; of two at one spot the second stands beside it and says so", () => {
  const [first, second] = placeServices([placeAt(1, 100, 90), placeAt(2, 100, 90)], frame, []);
  expect(first).toMatchObject({ from: null, beyond: null });
  expect(first!.at[0]).toBeCloseTo(100, 3);
  expect(second!.from![0]).toBeCloseTo(100, 3);
  expect(Math.hypot(second!.at[0] - 100, second!.at[1] - 90)).toBeLessThan(15);
});

test("a place out of the picture has its number at the rim on the way there, and the tip points to it", () => {
  const [east, north] = placeServices([placeAt(1, 900, 92), placeAt(2, 131, -500)], frame, []);
  expect(east!.at[0]).toBeGreaterThan(250);
  expect(east!.beyond).toBeCloseTo(0, 1);
  expect(north!.at[1]).toBeLessThan(8);
  expect(north!.beyond).toBeCloseTo(-90, 1);
});
