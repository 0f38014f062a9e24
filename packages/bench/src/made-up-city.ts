import { toDegrees } from "@getu/geometry";
import { Delaunay } from "d3-delaunay";
import type { Polygon } from "geojson";
import { createRandom } from "./random.ts";
import type { Random } from "./random.ts";

/** The box of every made-up city, in whole units of 1e-7 degree: 0.6° by 0.33°. */
export const CITY_BOX = { west: 1_204_000_000, south: 312_000_000, width: 6_000_000, height: 3_300_000 };

/** An edge between two grids is halved so often, which gives about 96 corners a grid; 24 with 2, 384 with 6. */
const HALVINGS = 4;

/** Where a border may go, as a share of the way from the edge to the seed of the grid on that side. */
const REACH = 0.9;

/** How far the middle of an edge may swing, and how much of that its halves, and theirs. */
const [SWING, ROUGHNESS] = [0.5, 0.7];

type Point = [x: number, y: number];
type Made = { seeds: Point[]; random: Random; halvings: number; isRedrawn: IsRedrawn };

/** A tessellation of the box: neighbours share every corner of their border, on whole units. */
export type MadeUpCity = {
  areas: Polygon[];
  /** Corners of all rings together; each edge inside the box counts twice. */
  corners: number;
  uniqueEdges: number;
};

/** Seeds gather around centres, as houses do. */
function clusteredSeeds(count: number, random: Random): Point[] {
  const centres = Array.from({ length: 12 }, (): Point => [random.next(), random.next()]);
  const seeds: Point[] = [];
  while (seeds.length < count) {
    const centre = centres[Math.floor(random.next() * centres.length)]!; // below its length
    const isClustered = random.next() < 0.7;
    const x = isClustered ? centre[0] + random.normal() * 0.1 : random.next();
    const y = isClustered ? centre[1] + random.normal() * 0.1 : random.next();
    if (x > 0 && x < 1 && y > 0 && y < 1) seeds.push([x * CITY_BOX.width, y * CITY_BOX.height]);
  }
  return seeds;
}

const voronoiOf = (seeds: readonly Point[]) =>
  Delaunay.from(seeds).voronoi([0, 0, CITY_BOX.width, CITY_BOX.height]);

/** One round of Lloyd's relaxation: every seed moves to the middle of its cell. */
function relaxed(seeds: readonly Point[]): Point[] {
  const voronoi = voronoiOf(seeds);
  return seeds.map((seed, i) => {
    const corners = voronoi.cellPolygon(i)?.slice(1) ?? [];
    if (corners.length === 0) return seed;
    const sum = corners.reduce(([x, y], [cx, cy]): [number, number] => [x + cx, y + cy], [0, 0]);
    return [sum[0] / corners.length, sum[1] / corners.length];
  });
}

/** The cells' corners on whole units, no corner twice in a row, counter-clockwise. */
function wholeCells(seeds: readonly Point[]): Point[][] {
  const voronoi = voronoiOf(seeds);
  return seeds.map((_seed, i) => {
    const whole = (voronoi.cellPolygon(i) ?? []).map(([x, y]): Point => [Math.round(x), Math.round(y)]);
    return whole.slice(1).filter(([x, y], at) => x !== whole[at]![0] || y !== whole[at]![1]);
  });
}

/** Heights along an edge by halving: 0 at both ends. */
function fractalHeights(random: Random, halvings: number): number[] {
  let heights = [0, 0];
  for (let halving = 0, swing = SWING; halving < halvings; halving++, swing *= ROUGHNESS) {
    const last = heights;
    heights = last.flatMap((height, i) => {
      const next = last[i + 1];
      return next === undefined ? [height] : [height, (height + next) / 2 + (random.next() * 2 - 1) * swing];
    });
  }
  return heights;
}

/**
 * The corners of a border from `a` to `b`, without `b`. A height leads toward the seed on its side, so the border stays
 * in the two triangles over the edge and never touches another one; where it changes sides it may cross itself.
 */
function brokenBorder(
  a: Point,
  b: Point,
  { sides, random, halvings }: Pick<Made, "random" | "halvings"> & { sides: readonly [Point, Point] },
): Point[] {
  const heights = fractalHeights(random, halvings);
  return heights.slice(0, -1).map((height, i): Point => {
    const along = i / (heights.length - 1);
    const seed = height > 0 ? sides[0] : sides[1];
    const pull = Math.min(1, Math.abs(height)) * REACH;
    const at = (axis: 0 | 1): number => {
      const onEdge = a[axis] + along * (b[axis] - a[axis]);
      return Math.round(onEdge + pull * (seed[axis] - onEdge));
    };
    return i === 0 ? a : [at(0), at(1)];
  });
}

const keyOf = (a: Point, b: Point): string => `${a[0]},${a[1]} ${b[0]},${b[1]}`;

/** Is the border between two grids drawn anew? */
type IsRedrawn = (one: number, other: number) => boolean;

/** Every edge that two cells share, broken once and used by both, by its direction. */
function brokenBorders(
  cells: readonly Point[][],
  { seeds, random, halvings, isRedrawn }: Made,
): Map<string, Point[]> {
  const otherRandom = createRandom(2);
  const owners = new Map<string, number>();
  const broken = new Map<string, Point[]>();
  for (const [cell, corners] of cells.entries()) {
    for (const [i, a] of corners.entries()) {
      const b = corners[(i + 1) % corners.length]!; // modulo length
      const other = owners.get(keyOf(b, a));
      owners.set(keyOf(a, b), cell);
      if (other === undefined) continue;
      const sides = [seeds[cell]!, seeds[other]!] as const; // both number cells
      const first = brokenBorder(a, b, { sides, random, halvings }); // always, so that all other borders stay as they are
      const border = isRedrawn(cell, other)
        ? brokenBorder(a, b, { sides, random: otherRandom, halvings })
        : first;
      broken.set(keyOf(a, b), border);
      broken.set(keyOf(b, a), [b, ...border.slice(1).reverse()]);
    }
  }
  return broken;
}

const toPosition = ([x, y]: Point): number[] => [toDegrees(CITY_BOX.west + x), toDegrees(CITY_BOX.south + y)];

/** A city of `grids` grids: Voronoi cells of clustered seeds, two rounds relaxed, with broken borders. */
export function createMadeUpCity({
  grids,
  seed,
  halvings = HALVINGS,
  isRedrawn = () => false,
}: {
  grids: number;
  seed: number;
  halvings?: number;
  isRedrawn?: IsRedrawn;
}): MadeUpCity {
  const random = createRandom(seed);
  const seeds = relaxed(relaxed(clusteredSeeds(grids, random)));
  const cells = wholeCells(seeds);
  const broken = brokenBorders(cells, { seeds, random, halvings, isRedrawn });
  const rings = cells.map((corners) =>
    corners.flatMap((a, i) => broken.get(keyOf(a, corners[(i + 1) % corners.length]!)) ?? [a]),
  ); // modulo length
  const corners = rings.reduce((sum, ring) => sum + ring.length, 0);
  const shared = [...broken.values()].reduce((sum, border) => sum + border.length, 0) / 2;
  return {
    areas: rings.map((ring) => ({ type: "Polygon", coordinates: [[...ring, ring[0]!].map(toPosition)] })), // rings are not empty
    corners,
    uniqueEdges: corners - shared,
  };
}
