import type { Lane, Layout } from "./layout.ts";
import { nodesOf } from "./mesh.ts";
import type { Line, Mesh } from "./mesh.ts";
import { riverHalfWidth } from "./plan.ts";
import {
  add,
  areaOf,
  boxOf,
  densified,
  direction,
  distance,
  isInside,
  meet,
  minus,
  offsetLine,
  ringDistance,
} from "./plane.ts";
import type { Point, Ring } from "./plane.ts";
import type { Random } from "./random.ts";

/** A stretch of water with the name on the map. */
export type Water = { ring: Ring; kind: "river" | "canal" | "lake" | "pond"; name: string | null };

const CANAL_HALF_WIDTH = 8;

/** What of the ground is drawn beyond the outline: roads and waters run on where no neighbour is drawn. */
export type Surroundings = "open" | "neighbours";

/** River, canal, and a lake in each of the larger parks. */
export function listWaters(layout: Layout, around: Surroundings, random: Random): Water[] {
  const { river, canal, outline } = layout.plan;
  const ditch = around === "open" ? canal : (canal?.filter((p) => isInside(p, outline.points)) ?? null);
  const waters: Water[] = [];
  if (river) waters.push({ ring: bandOf(river, riverHalfWidth), kind: "river", name: "柳湾河" });
  if (ditch) waters.push({ ring: bandOf(ditch, () => CANAL_HALF_WIDTH), kind: "canal", name: "云桥浦" });
  return [...waters, ...lakesOf(layout, random)];
}

/** Paths do not run through lakes: there they are borders only. */
export function sinkPaths(mesh: Mesh, lakes: readonly Ring[]): void {
  const shore: Line = { kind: "border", name: null };
  const isWet = (at: Point): boolean => lakes.some((lake) => isInside(at, lake));
  for (const [key, { kind }] of mesh.lineOf) {
    if (kind !== "path") continue;
    const [a, b] = nodesOf(key).map((node) => mesh.nodes[node]!) as [Point, Point]; // an edge has two nodes
    if (densified([a, b], 10).some(isWet)) mesh.lineOf.set(key, shore);
  }
}

const LAKE_NAMES = ["月牙湖", "镜湖"] as const;

function lakesOf({ communities }: Layout, random: Random): Water[] {
  const parks = communities.flatMap(({ compounds }) => compounds.filter(({ use }) => use === "park"));
  const largest = parks.toSorted((a, b) => areaOf(b.ring) - areaOf(a.ring));
  return LAKE_NAMES.flatMap((name, i) => {
    const park = largest[i];
    return park ? [{ ring: blobIn(park.ring, { margin: 24, fill: 0.8, random }), kind: "lake", name }] : [];
  });
}

/** A pond in some of the fields. */
export function pondIn(lane: Lane, random: Random): Water {
  return { ring: blobIn(lane.ring, { margin: 14, fill: 0.42, random }), kind: "pond", name: null };
}

/** A line as wide as told at each distance from its start. */
function bandOf(line: readonly Point[], halfWidth: (metresAlong: number) => number): Ring {
  let along = 0;
  const widths = line.map((p, i) => halfWidth((along += i === 0 ? 0 : distance(line[i - 1]!, p)))); // i > 0
  const unitLeft = offsetLine(line, 1);
  const side = (sign: number): Point[] =>
    line.map((p, i) => add(p, minus(unitLeft[i]!, p), sign * widths[i]!)); // one of each for a point
  return [...side(-1), ...side(1).toReversed()];
}

type Blob = { margin: number; fill: number; random: Random };

/** A soft round shape within a ring, never nearer to it than the margin. */
function blobIn(ring: Ring, { margin, fill, random }: Blob): Ring {
  const centre = innermost(ring);
  const waves = [2, 3, 5].map((count) => ({
    count,
    phase: random.between(0, 6),
    reach: random.between(0.05, 0.32 / count),
  }));
  const angles = Array.from({ length: 44 }, (_, i) => (2 * Math.PI * i) / 44);
  const rays = angles.map((angle) => Math.max(3, rayLength(ring, centre, angle) - margin));
  const usual = rays.toSorted((a, b) => a - b)[rays.length >> 1]!; // never empty
  const reaches = angles.map((angle, i) => {
    const wave = waves.reduce(
      (sum, { count, phase, reach }) => sum + reach * Math.sin(count * angle + phase),
      1,
    );
    return Math.min(rays[i]!, (0.55 * rays[i]! + 0.45 * usual) * fill * wave); // one ray an angle
  });
  return softened(reaches).map((reach, i) => add(centre, direction(angles[i]!), reach)); // one angle a reach
}

/** Each reach pulled towards its neighbours, never beyond itself. */
function softened(reaches: readonly number[]): number[] {
  let soft = [...reaches];
  for (let round = 0; round < 6; round++) {
    soft = soft.map((reach, i) => {
      const mean = (soft.at(i - 1)! + soft[(i + 1) % soft.length]!) / 2; // in range
      return Math.min(reach, (mean + reach) / 2 + 0.5);
    });
  }
  return soft;
}

function rayLength(ring: Ring, from: Point, angle: number): number {
  const to = add(from, direction(angle), 4000);
  let nearest = 4000;
  ring.forEach((a, i) => {
    const met = meet(from, to, a, ring[(i + 1) % ring.length]!); // in range
    if (met) nearest = Math.min(nearest, met.s * 4000);
  });
  return nearest;
}

/** The point of a coarse raster that lies farthest from the ring. */
function innermost(ring: Ring): Point {
  const [west, south, east, north] = boxOf(ring);
  let best: { at: Point; away: number } = { at: [(west + east) / 2, (south + north) / 2], away: -1 };
  for (let i = 1; i < 12; i++) {
    for (let k = 1; k < 12; k++) {
      const at: Point = [west + ((east - west) * i) / 12, south + ((north - south) * k) / 12];
      const away = insideDistance(at, ring);
      if (away > best.away) best = { at, away };
    }
  }
  return best.at;
}

const insideDistance = (at: Point, ring: Ring): number => (isInside(at, ring) ? ringDistance(at, ring) : -1);
