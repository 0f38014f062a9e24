import { area as turfArea } from "@turf/area";
import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import fc from "fast-check";
import type { Polygon } from "geojson";
import { expect, test } from "vitest";
import { at, ORIGIN, polygonOf } from "../test/arbitrary.ts";
import type { Lattice } from "../test/arbitrary.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";
import { sectorPolygon } from "./sector.ts";
import type { Sector } from "./sector.ts";
import type { UnitRing } from "./unit-ring.ts";
import { visibleRing } from "./visible-area.ts";
import { createWalls } from "./walls.ts";

type Metres = readonly [east: number, north: number];

/** Units in a step of the lattice: about 2 m, so that walls often touch, cross and point at the camera. */
const STEP = 200;

const EAST = METRES_PER_UNIT * longitudeScale(ORIGIN[1]);

const toLattice = ([x, y]: readonly [number, number]): Lattice => [x * STEP, y * STEP];
const metresOf = ([x, y]: Lattice): Metres => [x * EAST, y * METRES_PER_UNIT];

/** A point itself, and three centimetres to each side of it. */
const NEARBY: readonly Metres[] = [
  [0, 0],
  [0.03, 0],
  [-0.03, 0],
  [0, 0.03],
  [0, -0.03],
];

const box = ([x, y, wide, high]: readonly [number, number, number, number]): Lattice[] =>
  [
    [x, y],
    [x + wide, y],
    [x + wide, y + high],
    [x, y + high],
  ].map(([a = 0, b = 0]) => toLattice([a, b]));

const cross = ([ax, ay]: Metres, [bx, by]: Metres, [cx, cy]: Metres): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

const isCrossing = (a: Metres, b: Metres, [c, d]: readonly [Metres, Metres]): boolean =>
  cross(a, b, c) * cross(a, b, d) < 0 && cross(c, d, a) * cross(c, d, b) < 0;

function distanceTo(point: Metres, [a, b]: readonly [Metres, Metres]): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const along = ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / (dx * dx + dy * dy || 1);
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(point[0] - a[0] - share * dx, point[1] - a[1] - share * dy);
}

const edgesOf = (ring: readonly Metres[]): (readonly [Metres, Metres])[] =>
  ring.map((point, i) => [point, ring[(i + 1) % ring.length]!]); // modulo length

/** True when nothing stands on the straight line, within the field of view and the range. */
function castsRay(
  sector: Sector,
  walls: readonly (readonly [Metres, Metres])[],
  [from, to]: [Metres, Metres],
) {
  const [east, north] = [to[0] - from[0], to[1] - from[1]];
  const off = ((Math.atan2(east, north) * 180) / Math.PI - sector.bearingDegrees + 900) % 360;
  if (Math.abs(off - 180) > sector.fieldOfViewDegrees / 2 || Math.hypot(east, north) > sector.rangeMetres)
    return false;
  return !walls.some((wall) => isCrossing(from, to, wall));
}

const metresOfRing = (ring: UnitRing): Metres[] =>
  Array.from({ length: ring.length / 2 }, (_, i) =>
    metresOf([ring[2 * i]! - ORIGIN[0], ring[2 * i + 1]! - ORIGIN[1]]),
  );

const polygonOfRing = (ring: UnitRing): Polygon =>
  polygonOf(
    Array.from({ length: ring.length / 2 }, (_, i): Lattice => [
      ring[2 * i]! - ORIGIN[0],
      ring[2 * i + 1]! - ORIGIN[1],
    ]),
  );

const spot = fc.integer({ min: 0, max: 20 });
const side = fc.integer({ min: 1, max: 6 });
const boxes = fc.array(fc.tuple(spot, spot, side, side), { maxLength: 16, size: "max" });
/** In units from the origin: numbers with a fraction would gather around zero. */
const target = fc.tuple(fc.integer({ min: -200, max: 4200 }), fc.integer({ min: -200, max: 4200 }));

test("a camera sees exactly the points to which a straight line in its sector crosses no wall", () => {
  const fields = fc.oneof(fc.integer({ min: 5, max: 359 }), fc.constant(360));
  let compared = 0;
  fc.assert(
    fc.property(
      fc.tuple(spot, spot, fc.integer({ min: 0, max: 359 }), fields, fc.integer({ min: 5, max: 45 })),
      boxes,
      fc.array(target, { minLength: 40, maxLength: 40 }),
      ([x, y, bearingDegrees, fieldOfViewDegrees, rangeMetres], all, targets) => {
        const outlines = all.map(box);
        const shapes = outlines.map((outline) => polygonOf(outline));
        const camera = at(toLattice([x, y]));
        fc.pre(!shapes.some((shape) => booleanPointInPolygon([...camera], shape)));
        const sector = { position: camera, bearingDegrees, fieldOfViewDegrees, rangeMetres };
        const ring = visibleRing(sector, createWalls(shapes));
        const border = edgesOf(metresOfRing(ring));
        const walls = outlines.flatMap((outline) => edgesOf(outline.map(metresOf)));
        for (const place of targets) {
          const point = metresOf(place);
          // Whole units and chords of the arc move the outline by less than this.
          if (border.some((edge) => distanceTo(point, edge) < 0.04)) continue;
          const eye = metresOf(toLattice([x, y]));
          const casts = NEARBY.map(([east, north]) =>
            castsRay(sector, walls, [eye, [point[0] + east, point[1] + north]]),
          );
          // Between two houses whose corners stand in one line with the camera a look passes that is no wider than a line.
          if (new Set(casts).size > 1) continue;
          compared++;
          const isSeen = booleanPointInPolygon([...at(place)], polygonOfRing(ring));
          expect(isSeen).toBe(casts[0]);
        }
      },
    ),
    { seed: 2900, numRuns: 400 },
  );
  expect(compared).toBeGreaterThan(8_000);
});

test("without walls the visible area is the sector's", () => {
  for (const fieldOfViewDegrees of [30, 120, 270, 360]) {
    const sector = { position: at([0, 0]), bearingDegrees: 305, fieldOfViewDegrees, rangeMetres: 80 };
    const ring = visibleRing(sector, createWalls([]));
    const area = turfArea(polygonOfRing(ring));
    // Turf's circle has 64 corners, which leaves out two parts in a thousand.
    expect(area / turfArea(sectorPolygon(sector))).toBeCloseTo(1, 2);
    expect(area / ((Math.PI * 80 ** 2 * fieldOfViewDegrees) / 360)).toBeCloseTo(1, 2);
  }
});

/** A house of 10 by 10 steps, about 19 m wide and 22 m high. */
const house = polygonOf(box([5, 5, 10, 10]));
const seesFrom = (
  place: readonly [number, number],
  bearingDegrees: number,
  target: readonly [number, number],
): boolean => {
  const sector = { position: at(toLattice(place)), bearingDegrees, fieldOfViewDegrees: 90, rangeMetres: 60 };
  return booleanPointInPolygon(
    [...at(toLattice(target))],
    polygonOfRing(visibleRing(sector, createWalls([house]))),
  );
};

test("a camera on a wall sees what lies before the wall, and nothing behind the house", () => {
  expect(seesFrom([5, 10], 270, [0, 10])).toBe(true);
  expect(seesFrom([15, 10], 90, [20, 10])).toBe(true);
  expect(seesFrom([5, 10], 270, [20, 10])).toBe(false);
  expect(seesFrom([4.9, 10], 90, [20, 10])).toBe(false);
});

test("a camera whose position lies some metres inside a house looks out from the house's wall", () => {
  expect(seesFrom([7, 10], 270, [0, 10])).toBe(true);
  expect(seesFrom([7, 10], 0, [7, 18])).toBe(false);
});

test("a camera that looks all around hangs at the nearest wall and has the house behind it", () => {
  const sector = {
    position: at(toLattice([6, 10])),
    bearingDegrees: 90,
    fieldOfViewDegrees: 360,
    rangeMetres: 60,
  };
  const ring = polygonOfRing(visibleRing(sector, createWalls([house])));
  expect(booleanPointInPolygon([...at(toLattice([0, 2]))], ring)).toBe(true);
  expect(booleanPointInPolygon([...at(toLattice([20, 10]))], ring)).toBe(false);
});
