import { cellAt } from "@getu/geometry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { blindSpotsOf, BLIND_TILE_LEVEL, createCoverageCount, seenShareOf, sumShares } from "../src/index.ts";
import type { Camera, CoveragePart } from "../src/index.ts";
import { boxOf, madeUpCamera, madeUpSite, placeAt, SITE_METRES } from "./made-up-site.ts";

type Metres = readonly [east: number, north: number];

/** What the cameras of a run are, in metres of the site, so that rays can be cast without our geometry. */
type Looker = { at: Metres; bearing: number; width: number; range: number; id: number };

const HOUSES = Array.from(
  { length: 9 },
  (_, i) => [20 + (i % 3) * 60, 15 + Math.floor(i / 3) * 65, 40, 12] as const,
);

const isBuilt = ([x, y]: Metres): boolean =>
  HOUSES.some(([west, south, wide, high]) => x >= west && x < west + wide && y >= south && y < south + high);

/** True when a straight line enters the box: Liang and Barsky's test, which shares nothing with a sweep. */
function isHidden([ax, ay]: Metres, [bx, by]: Metres): boolean {
  return HOUSES.some(([west, south, wide, high]) => {
    let [from, to] = [0, 1];
    const sides: Metres[] = [
      [ax - bx, ax - west],
      [bx - ax, west + wide - ax],
      [ay - by, ay - south],
      [by - ay, south + high - ay],
    ];
    for (const [along, room] of sides) {
      if (along === 0 && room < 0) return false;
      if (along < 0) from = Math.max(from, room / along);
      if (along > 0) to = Math.min(to, room / along);
    }
    return from < to;
  });
}

function sees({ at, bearing, width, range }: Looker, point: Metres): boolean {
  const [east, north] = [point[0] - at[0], point[1] - at[1]];
  const off = Math.abs((((Math.atan2(east, north) * 180) / Math.PI - bearing + 540) % 360) - 180);
  return Math.hypot(east, north) <= range && off <= width / 2 && !isHidden(at, point);
}

const toCamera = ({ id, at, bearing, width, range }: Looker): Camera =>
  madeUpCamera(id, {
    position: placeAt(...at),
    sectors: [{ bearingDegrees: bearing, fieldOfViewDegrees: width }],
    rangeMetres: range,
    verifiedAt: id % 2 === 0 ? "2026-05-01T00:00:00.000Z" : null,
  });

const open = fc
  .tuple(fc.integer({ min: 1, max: 199 }), fc.integer({ min: 1, max: 199 }))
  .filter(([x, y]) => !isBuilt([x + 1, y + 1]) && !isBuilt([x - 1, y - 1]) && !isBuilt([x, y]));
const lookers = fc
  .array(
    fc.record({
      at: open,
      bearing: fc.integer({ min: 0, max: 359 }),
      width: fc.integer({ min: 20, max: 359 }),
      range: fc.integer({ min: 10, max: 90 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((all) => all.map((looker, id) => ({ ...looker, id: id + 1 })));

/** Every point of a lattice that no cell's middle lies on, by brute force. */
function bruteShare(all: readonly Looker[]): { ground: number; seen: number; verified: number } {
  const counts = { ground: 0, seen: 0, verified: 0 };
  for (let x = 0.7; x < SITE_METRES; x += 1.9) {
    for (let y = 0.7; y < SITE_METRES; y += 1.9) {
      if (isBuilt([x, y])) continue;
      counts.ground++;
      const seeing = all.filter((looker) => sees(looker, [x, y]));
      if (seeing.length > 0) counts.seen++;
      if (seeing.some(({ id }) => id % 2 === 0)) counts.verified++;
    }
  }
  return counts;
}

const byGrid = (part: CoveragePart) => new Map(part.grids.map((grid) => [grid.gridId, grid]));

test("the share of the ground that is seen, and of it verified, is what casting rays to every point gives", () => {
  fc.assert(
    fc.property(lookers, (all) => {
      const total = sumShares(createCoverageCount(madeUpSite(), all.map(toCamera)).all().grids);
      const brute = bruteShare(all);
      expect(total.groundSquareMetres / SITE_METRES ** 2).toBeCloseTo(
        1 - (9 * 40 * 12) / SITE_METRES ** 2,
        2,
      );
      expect(Math.abs((seenShareOf(total) ?? 0) - brute.seen / brute.ground)).toBeLessThan(0.012);
      expect(
        Math.abs(total.verifiedSquareMetres / total.groundSquareMetres - brute.verified / brute.ground),
      ).toBeLessThan(0.012);
    }),
    { seed: 2026, numRuns: 25 },
  );
});

test("a camera that changes is counted alone, and the result is that of counting all anew", () => {
  fc.assert(
    fc.property(
      lookers,
      lookers,
      fc.constantFrom("online", "offline", "maintenance", "unknown"),
      (all, others, status) => {
        const cameras = all.map(toCamera);
        const changed = { ...toCamera({ ...others[0]!, id: 1 }), status }; // lists have a first
        const count = createCoverageCount(madeUpSite(), cameras);
        const kept = byGrid(count.all());
        for (const grid of count.replace(changed).grids) kept.set(grid.gridId, grid);
        const anew = createCoverageCount(madeUpSite(), [changed, ...cameras.slice(1)]).all();
        expect(kept).toEqual(byGrid(anew));
      },
    ),
    { seed: 7, numRuns: 30 },
  );
});

test("a camera that goes off is counted out at once, in the grids that it saw and in no other", () => {
  const camera = madeUpCamera(1, {
    position: placeAt(5, 5),
    sectors: [{ bearingDegrees: 45, fieldOfViewDegrees: 90 }],
  });
  const count = createCoverageCount(madeUpSite(), [camera]);
  expect(byGrid(count.all()).get(1)?.seenSquareMetres).toBeGreaterThan(500);
  const part = count.replace({ ...camera, status: "offline" });
  expect(part.grids.map(({ gridId, seenSquareMetres }) => [gridId, seenSquareMetres])).toEqual([[1, 0]]);
  expect(part.views).toEqual([{ cameraId: 1, certainty: null, outlines: [] }]);
});

test.each([
  [{ status: "online" }, "verified"],
  [{ status: "online", verifiedAt: null }, "assumed"],
  [{ status: "online", rangeMetres: null }, "assumed"],
  [{ status: "unknown" }, "assumed"],
  [{ status: "offline" }, null],
  [{ status: "maintenance" }, null],
  [{ sectors: [] }, null],
] as const)("a camera with %o is %s", (given, certainty) => {
  const [view] = createCoverageCount(madeUpSite(), [madeUpCamera(1, given as Partial<Camera>)]).all().views;
  expect(view?.certainty).toBe(certainty);
});

test("a blind spot has enough incidents, less than a quarter of its ground seen, and no worse one within a hundred metres", () => {
  const site = { grids: [{ id: 1, area: boxOf(0, 0, 600, 600) }], buildings: [] };
  const around = [{ bearingDegrees: 0, fieldOfViewDegrees: 360 }];
  const camera = madeUpCamera(1, { position: placeAt(100, 100), sectors: around, rangeMetres: 150 });
  const { grids } = createCoverageCount(site, [camera]).all();
  const tiles = grids[0]!.tiles; // one grid
  const countOf = (i: number): number => 3 + ((i * 7) % 23);
  const heat = {
    level: BLIND_TILE_LEVEL,
    x: tiles.map(({ x }) => x),
    y: tiles.map(({ y }) => y),
    count: tiles.map((_, i) => countOf(i)),
    asOf: "2026-05-01T00:00:00.000Z",
  };
  const blind = tiles
    .map((tile, i) => ({ ...tile, incidents: countOf(i) }))
    .filter(({ ground, seen, incidents }) => incidents >= 5 && seen < ground / 4);
  const isNear = (one: { x: number; y: number }, other: { x: number; y: number }): boolean =>
    Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y)) <= 3;
  const spots = blindSpotsOf(grids, heat, 5);
  const places = spots.map(({ position, incidents }) => ({
    ...cellAt(position, BLIND_TILE_LEVEL),
    incidents,
  }));
  expect(places.length).toBeGreaterThan(5);
  for (const place of places) {
    expect(
      blind.some(({ x, y, incidents }) => x === place.x && y === place.y && incidents === place.incidents),
    ).toBe(true);
    expect(places.filter((other) => isNear(place, other))).toEqual([place]);
  }
  // Nothing is lost: whatever is blind is a spot itself or has one near that is as bad.
  for (const tile of blind)
    expect(places.some((place) => isNear(place, tile) && place.incidents >= tile.incidents)).toBe(true);
  expect(spots.every(({ seenShare, gridId }) => seenShare < 0.25 && gridId === 1)).toBe(true);
  expect(() => blindSpotsOf(grids, { ...heat, level: 19 }, 5)).toThrow(/level 19/);
});
