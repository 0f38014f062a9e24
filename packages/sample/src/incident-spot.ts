import type { Matter } from "./incident-mix.ts";
import { SPOT_POOLS } from "./incident-traits.ts";
import type { SpotPool } from "./incident-traits.ts";
import { add, direction, isInside } from "./plane.ts";
import type { Point, Ring } from "./plane.ts";
import type { Random } from "./random.ts";
import type { Spot, SpotSet } from "./spots.ts";
import { createWeighted } from "./weighted.ts";
import type { Weighted } from "./weighted.ts";

/** Where incidents can happen: a street with its spots, by how much happens there. */
export type IncidentPlace = {
  spots: Record<SpotPool, SpotSet>;
  outline: Ring;
  /** Corners of lane grids: positions exactly on a border. */
  corners: readonly Point[];
  weight: number;
};

/** Finds places for matters. */
export type Spotter = { spotFor(matter: Matter, random: Random): { at: Point; place: string } };

/** One in 300 lies exactly on a border or outside: real reports do, and nothing may lose them. */
export function createSpotter(places: readonly IncidentPlace[]): Spotter {
  const placeDraw = createWeighted(places.map(({ weight }) => weight));
  const pools = new Map<Matter, Weighted>();
  const poolDraw = (matter: Matter): Weighted => {
    const draw =
      pools.get(matter) ?? createWeighted(SPOT_POOLS.map((pool) => matter.traits.pools[pool] ?? 0));
    pools.set(matter, draw);
    return draw;
  };
  return {
    spotFor(matter, random) {
      const place = places[placeDraw.draw(random)]!; // one weight a place
      const spot = spotOf(place, SPOT_POOLS[poolDraw(matter).draw(random)]!, random); // one weight a pool
      const odd = random.next();
      if (odd < 0.0015) return { at: random.pick(place.corners), place: spot.place };
      if (odd < 0.003) return { at: outside(place.outline, random), place: spot.place };
      return { at: near(spot, random), place: spot.place };
    },
  };
}

function spotOf({ spots }: IncidentPlace, pool: SpotPool, random: Random): Spot {
  const set = spots[pool] ?? spots.homes ?? spots.road;
  if (!set) throw new Error("incidents: a street without homes and roads");
  return set.spots[set.weighted.draw(random)]!; // one weight a spot
}

/** Scattered about the spot, never further than its reach. */
function near({ at, reach }: Spot, random: Random): Point {
  const away: Point = [random.normal(), random.normal()];
  const far = Math.max(2.5, Math.hypot(...away));
  return add(at, away, reach / far);
}

/** A point beyond the outline, 15 to 260 metres from it. */
function outside(outline: Ring, random: Random): Point {
  const corner = random.pick(outline);
  for (let reach = random.between(15, 260); ; reach += 40) {
    const at = add(corner, direction(random.between(0, Math.PI * 2)), reach);
    if (!isInside(at, outline)) return at;
  }
}
