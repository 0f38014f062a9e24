import type { Built } from "./buildings.ts";
import type { Finder } from "./finder.ts";
import type { NamedLane } from "./grids.ts";
import { SPOT_POOLS } from "./incident-traits.ts";
import type { SpotPool } from "./incident-traits.ts";
import type { LandUse } from "./land-use.ts";
import { add, centroidOf, densified, direction, distance, isInside, ringDistance } from "./plane.ts";
import type { Point, Ring } from "./plane.ts";
import type { Road } from "./roads.ts";
import { createWeighted } from "./weighted.ts";
import type { Weighted } from "./weighted.ts";

/** A place where something can happen, with what people call it. */
export type Spot = {
  at: Point;
  place: string;
  weight: number;
  /** Metres it may be moved about. */ reach: number;
};

/** Spots of one sort, drawn by weight; null where a town has none. */
export type SpotSet = { spots: readonly Spot[]; weighted: Weighted } | null;

/** Everything a street offers for things to happen. */
export type SpotSource = {
  lanes: readonly NamedLane[];
  roads: readonly Road[];
  built: ReadonlyMap<number, Built>;
  outline: Ring;
  waters: readonly Ring[];
  centre: Point;
  laneFinder: Finder;
};

/** Old homes complain more: lifts, sewers, bins and walls are older there. */
const AGE: Partial<Record<LandUse, number>> = {
  "old-town": 3.2,
  slab: 2.2,
  midrise: 0.7,
  tower: 0.3,
  hamlet: 1.4,
};

/** The spots of a street by sort. */
export function spotSetsOf(source: SpotSource): Record<SpotPool, SpotSet> {
  const raw = rawSpots(source);
  const entries = SPOT_POOLS.map((pool): [SpotPool, SpotSet] => [pool, setOf(raw[pool], source.outline)]);
  return Object.fromEntries(entries) as Record<SpotPool, SpotSet>; // one entry for every pool
}

/** Spots on the outline move inside, where the town is; what cannot is left out. */
function setOf(spots: readonly Spot[], outline: Ring): SpotSet {
  const isNearOutline = createNearness(outline, 60);
  const kept = spots.flatMap((spot) => (isNearOutline(spot.at) ? movedInside(spot, outline) : [spot]));
  if (kept.length === 0) return null;
  return { spots: kept, weighted: createWeighted(kept.map(({ weight }) => weight)) };
}

const CLEAR_METRES = 6;

function movedInside(spot: Spot, outline: Ring): Spot[] {
  const steps = Array.from({ length: 8 }, (_, i) => add(spot.at, direction((i * Math.PI) / 4), 9));
  const at = [spot.at, ...steps].find(
    (p) => isInside(p, outline) && ringDistance(p, outline) >= CLEAR_METRES,
  );
  return at ? [{ ...spot, at, reach: Math.min(spot.reach, ringDistance(at, outline) * 0.9) }] : [];
}

/** True for every point nearer than `metres` to a ring whose points are closer than that to each other. */
function createNearness(ring: Ring, metres: number): (at: Point) => boolean {
  const square = (x: number, y: number): string => `${Math.floor(x / metres)}/${Math.floor(y / metres)}`;
  const near = new Set<string>();
  const around = [-metres, 0, metres];
  for (const [x, y] of ring)
    for (const dx of around) for (const dy of around) near.add(square(x + dx, y + dy));
  return ([x, y]) => near.has(square(x, y));
}

function rawSpots(source: SpotSource): Record<SpotPool, Spot[]> {
  const roadside = source.roads.flatMap((road) => roadSpots(road, source));
  return {
    road: roadside,
    crossing: source.roads.flatMap((road) => crossingSpots(road, source)),
    homes: homeSpots(source, () => 1),
    "old-homes": homeSpots(source, (use) => AGE[use] ?? 1),
    nightlife: nightlifeSpots(source),
    market: useSpots(source, { market: 5, commercial: 2 }),
    site: useSpots(source, { construction: 4, factory: 1 }),
    water: source.waters.flatMap((ring) => waterSpots(ring, source)),
    green: useSpots(source, { park: 3, bank: 1, tower: 0.5, midrise: 0.4 }),
  };
}

const ROAD_WEIGHT = { arterial: 1.5, secondary: 1.3, lane: 0.8, path: 0.5 } as const;

/** More happens on roads near the centre. */
const busy = (at: Point, centre: Point): number => 0.35 + 1.4 * Math.exp(-distance(at, centre) / 900);

function roadSpots({ line, kind, points }: Road, { centre, lanes, laneFinder }: SpotSource): Spot[] {
  const [a, b] = [points[0]!, points[1]!]; // a stretch has two points
  const lane = laneFinder.find([(a[0] + b[0]) / 2 + 1, (a[1] + b[1]) / 2 + 1]);
  const place = line.name ?? (lane === null ? "沿路" : lanes[lane]!.compound.name); // index of lanes
  return densified(points, 25).map((at) => ({
    at,
    place,
    weight: ROAD_WEIGHT[kind] * busy(at, centre),
    reach: kind === "path" ? 4 : 7,
  }));
}

function crossingSpots({ line, points }: Road, { centre }: SpotSource): Spot[] {
  if (line.kind === "path" || line.name === null) return [];
  const place = `${line.name}路口`;
  return [points[0]!, points.at(-1)!].map((at) => ({ at, place, weight: busy(at, centre), reach: 14 })); // two ends
}

/** Doors of buildings, by how many people live behind them. */
function homeSpots({ lanes, built }: SpotSource, factor: (use: LandUse) => number): Spot[] {
  return lanes.flatMap(({ lane, record }) => {
    const { buildings = [] } = built.get(lane.face) ?? {};
    return buildings
      .filter(({ homes }) => homes > 0)
      .map(({ footprint, homes }) => {
        const at = add(centroidOf(footprint), [0, -9]); // doors face the sun
        return { at, place: record.name, weight: homes * factor(lane.use), reach: 7 };
      });
  });
}

/** One street of the old town lives at night. */
function nightlifeSpots({ roads, lanes }: SpotSource): Spot[] {
  const old = lanes.filter(({ lane }) => lane.use === "old-town").map(({ lane }) => lane.centre);
  const share = ({ points }: Road): number =>
    points.filter((p) => old.some((centre) => distance(p, centre) < 60)).length / points.length;
  const [street] = roads
    .filter(({ line }) => line.name !== null && line.kind !== "arterial")
    .map((road) => ({ road, merit: share(road) * Math.min(9, road.points.length) }))
    .sort((a, b) => b.merit - a.merit);
  if (!street) return [];
  const place = `${street.road.line.name}夜市`;
  return densified(street.road.points, 8).map((at) => ({ at, place, weight: 1, reach: 9 }));
}

function useSpots({ lanes }: SpotSource, weights: Partial<Record<LandUse, number>>): Spot[] {
  return lanes.flatMap(({ lane, compound }) => {
    const weight = weights[lane.use];
    if (weight === undefined) return [];
    const inner = lane.ring.map((p): Point => [(p[0] + lane.centre[0]) / 2, (p[1] + lane.centre[1]) / 2]);
    return inner.map((at) => ({ at, place: compound.name, weight: weight / inner.length, reach: 12 }));
  });
}

function waterSpots(ring: Ring, { outline, centre }: SpotSource): Spot[] {
  return densified(ring, 30)
    .filter((at) => isInside(at, outline) && ringDistance(at, outline) > 15)
    .map((at) => ({ at, place: "沿河步道", weight: busy(at, centre), reach: 3 }));
}
