import { distanceMetres } from "@getu/geometry";
import type { LngLat } from "@getu/geometry";
import fc from "fast-check";
import { expect, test } from "vitest";
import { nearestTo } from "./nearest.ts";

type Thing = { id: number; position: LngLat };

/** Crossings of a few lines: what is equally far, and what stands in one place, comes up often. */
const position = fc
  .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
  .map(([x, y]): LngLat => [118.7 + x / 1000, 32.1 + y / 1000]);

const crowd = fc
  .array(position, { maxLength: 40, size: "max" })
  .map((all) => all.map((each, id): Thing => ({ id, position: each })));

/** By hand: whatever is nearest of the rest, the first of those that are equally far, until there are enough. */
function takeInTurn(from: LngLat, things: readonly Thing[], count: number): Thing[] {
  const rest = [...things];
  const taken: Thing[] = [];
  while (taken.length < count && rest.length > 0) {
    let best = 0;
    const farOf = (i: number): number => distanceMetres(from, rest[i]!.position); // a place of the list
    for (let i = 1; i < rest.length; i += 1) if (farOf(i) < farOf(best)) best = i;
    taken.push(...rest.splice(best, 1));
  }
  return taken;
}

test("the nearest things are those that are found by taking the nearest of the rest again and again, each with how far it is", () => {
  fc.assert(
    fc.property(position, crowd, fc.nat(8), (from, things, count) => {
      const expected = takeInTurn(from, things, count);
      expect(nearestTo(from, things, count)).toEqual(
        expected.map((thing) => ({ thing, metres: distanceMetres(from, thing.position) })),
      );
      expect(things.map(({ id }) => id)).toEqual(things.map((_, i) => i)); // whoever asks keeps the list's order
    }),
    { seed: 41 },
  );
});
