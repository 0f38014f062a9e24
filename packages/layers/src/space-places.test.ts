import type { Place, PlaceKind } from "@getu/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { PLACE_GROUPS } from "./icons.ts";
import { spacePlaces } from "./space-places.ts";

/** At zoom 0 the world is 512 pixels wide, and a degree of longitude this many. */
const PIXELS_PER_DEGREE = 512 / 360;

const KINDS: readonly PlaceKind[] = ["police-room", "library", "pavilion"];

/** A place on the equator's map at these pixels right and up of its middle. */
function placeAt(id: number, [x, y]: readonly [number, number], kind: PlaceKind): Place {
  const lat = (Math.atan(Math.sinh((y * 2 * Math.PI) / 512)) * 180) / Math.PI;
  return {
    id,
    kind,
    position: [x / PIXELS_PER_DEGREE, lat],
    externalId: `${id}`,
    name: `${id}`,
    telephone: null,
    openingHours: null,
    staffOnDuty: null,
    gridId: null,
  };
}

const spot = fc.tuple(
  fc.integer({ min: 0, max: 40 }),
  fc.integer({ min: 0, max: 40 }),
  fc.constantFrom(...KINDS),
);

const rankOf = ({ kind, id }: Place): number =>
  1000 * ["safety", "service", "outdoor"].indexOf(PLACE_GROUPS[kind]) + id;

test("badges that are drawn in full never overlap, each small one lies on a weightier one in full, and none is lost", () => {
  fc.assert(
    fc.property(fc.array(spot, { maxLength: 60, size: "max" }), (spots) => {
      const places = spots.map(([x, y, kind], id) => placeAt(id, [x, y], kind));
      const { drawn, crowded } = spacePlaces(places, { zoom: 0, badgePixels: 5.5 });
      const overlap = (a: Place, b: Place): boolean => {
        const [[ax, ay], [bx, by]] = [spots[a.id]!, spots[b.id]!]; // an id is its place in the list
        return Math.abs(ax - bx) < 5.5 && Math.abs(ay - by) < 5.5;
      };
      const full = places.filter((place) => !crowded.has(place));
      expect(new Set(drawn)).toEqual(new Set(places));
      expect(drawn.slice(crowded.size)).toEqual(full); // they lie on top
      for (const a of full) for (const b of full) expect(a !== b && overlap(a, b)).toBe(false);
      for (const small of crowded)
        expect(full.some((other) => rankOf(other) < rankOf(small) && overlap(other, small))).toBe(true);
    }),
    { seed: 20_261_127 },
  );
});

test("one step nearer there is room for twice as much", () => {
  const two = [placeAt(1, [0, 0], "library"), placeAt(2, [4, 0], "police-room")];
  expect([...spacePlaces(two, { zoom: 0, badgePixels: 6 }).crowded]).toEqual([two[0]]);
  expect(spacePlaces(two, { zoom: 1, badgePixels: 6 }).crowded.size).toBe(0);
});
