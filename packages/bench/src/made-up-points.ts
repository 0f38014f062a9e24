import { toDegrees } from "@getu/geometry";
import { CITY_BOX } from "./made-up-city.ts";
import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";

/** Share of the points that lie anywhere. */
const UNIFORM = 0.1;

/** Share of the points that lie outside, just beyond the box. */
const OUTSIDE = 0.005;

const CENTRES = 40;

/** Coordinates of incident files have six decimals, so whole tens of units. */
const toSixDecimals = (units: number): number => toDegrees(Math.round(units / 10) * 10);

function createCentres(random: Random) {
  return Array.from({ length: CENTRES }, () => ({
    x: random.next(),
    y: random.next(),
    spread: 0.01 + 0.06 * random.next(),
  }));
}

/** A position in the unit square, drawn again until it is inside. */
function drawInside(
  random: Random,
  centres: ReturnType<typeof createCentres>,
): readonly [x: number, y: number] {
  const centre = centres[Math.floor(random.next() * CENTRES)]!; // below their number
  if (random.next() < UNIFORM) return [random.next(), random.next()];
  const x = centre.x + centre.spread * random.normal();
  const y = centre.y + centre.spread * random.normal();
  return x > 0 && x < 1 && y > 0 && y < 1 ? [x, y] : drawInside(random, centres);
}

/** Positions `[lng0, lat0, lng1, lat1, …]` in random order: 40 crowded places and, one in ten, anywhere; some outside. */
export function createMadeUpPoints({ count, seed }: { count: number; seed: number }): Float64Array {
  const random = createRandom(seed);
  const centres = createCentres(random);
  const lngLats = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const [x, y] =
      random.next() < OUTSIDE ? [1 + 0.01 * random.next(), random.next()] : drawInside(random, centres);
    lngLats[2 * i] = toSixDecimals(CITY_BOX.west + x * CITY_BOX.width);
    lngLats[2 * i + 1] = toSixDecimals(CITY_BOX.south + y * CITY_BOX.height);
  }
  return lngLats;
}
