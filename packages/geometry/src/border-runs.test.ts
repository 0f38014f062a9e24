import { expect, test } from "vitest";
import { createRandom } from "../test/random.ts";
import { createAreaIndex } from "./area-index.ts";
import { toUnits } from "./coordinate.ts";
import type { LngLat } from "./coordinate.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";

type Ring = readonly (readonly [x: number, y: number])[];

const SOUTH = 31_2000000;
const WEST = 121_5000000;

/** A star of many corners around a middle, in whole units. */
function starOf(corners: number, { middle, seed }: { middle: number; seed: number }): Ring {
  const random = createRandom(seed);
  return Array.from({ length: corners }, (_, i) => {
    const [turn, reach] = [(2 * Math.PI * i) / corners, random.integer(20_000, 50_000)];
    return [Math.round(WEST + middle + reach * Math.cos(turn)), Math.round(SOUTH + reach * Math.sin(turn))];
  });
}

const toPosition = ([x, y]: readonly [number, number]): [number, number] => [x / 1e7, y / 1e7];

/** By asking every edge. */
function metresToRing(ring: Ring, [lng, lat]: LngLat): number {
  const [px, py] = [toUnits(lng), toUnits(lat)];
  const scale = longitudeScale(py);
  const distances = ring.map(([x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!; // modulo length
    const [ax, ay, bx, by] = [(x - px) * scale, y - py, (nextX - px) * scale, nextY - py];
    const along = -(ax * (bx - ax) + ay * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2);
    const share = Math.min(1, Math.max(0, along));
    return Math.hypot(ax + share * (bx - ax), ay + share * (by - ay));
  });
  return Math.min(...distances) * METRES_PER_UNIT;
}

test.for([3, 16, 17, 100, 2000])(
  "an outline of %i corners is as near as its nearest edge, whatever runs the edges lie in",
  (corners) => {
    const rings = [0, 200_000].map((middle, i) => starOf(corners, { middle, seed: corners + i }));
    const index = createAreaIndex(
      rings.map((ring) => ({ type: "Polygon", coordinates: [[...ring, ring[0]!].map(toPosition)] })), // rings have corners
    );
    const random = createRandom(7);
    const inside = [0, 0];
    for (let i = 0; i < 3000; i++) {
      const position = toPosition([
        random.integer(WEST - 60_000, WEST + 260_000),
        random.integer(SOUTH - 60_000, SOUTH + 60_000),
      ]);
      const { owner, distanceToBorderMetres } = index.locate(position);
      const expected = rings.map((ring) => metresToRing(ring, position));
      if (owner >= 0) inside[owner]! += 1;
      expect(distanceToBorderMetres).toBeCloseTo(owner < 0 ? Math.min(...expected) : expected[owner]!, 6); // an owner is one of the two
    }
    expect(Math.min(...inside)).toBeGreaterThan(50);
  },
);
