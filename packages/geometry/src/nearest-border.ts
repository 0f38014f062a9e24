import Flatbush from "flatbush";
import type { EdgeTable } from "./edge-table.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";

/** The edge nearest to a point, how far it is, and its nearest point in (fractions of) units. */
export type NearestBorder = { edge: number; metres: number; x: number; y: number; atNode: boolean };

/** Finds the nearest edge to a point in whole units: of one area, or of all with area -1; null when there is none. */
export type BorderFinder = (x: number, y: number, area: number) => NearestBorder | null;

/** A point in whole units and how much shorter a unit of longitude is there. */
type Viewpoint = { x: number; y: number; scale: number };

/** First guess of how many edges to look at; most answers need no more. */
const FIRST_LOOK = 8;

/**
 * Beyond this the nearest edge may be one that only looks nearest from the middle of all edges: from the other side of
 * the world (a file with swapped coordinates) the proof would take every edge, 45 ms a point on 275 police beats.
 */
const FAR_METRES = 100_000;

/** Where an edge runs, seen from a point, in units of latitude. `edge` comes from the tree over `table`. */
function seenFrom(table: EdgeTable, edge: number, { x, y, scale }: Viewpoint) {
  const [a, b] = [2 * table.from[edge]!, 2 * table.to[edge]!];
  return {
    ax: (table.nodes[a]! - x) * scale,
    ay: table.nodes[a + 1]! - y,
    bx: (table.nodes[b]! - x) * scale,
    by: table.nodes[b + 1]! - y,
  };
}

/** The share of an edge, from 0 to 1, after which it comes nearest. */
function nearestShare(table: EdgeTable, edge: number, from: Viewpoint): number {
  const { ax, ay, bx, by } = seenFrom(table, edge, from);
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  return length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
}

function squaredUnits(table: EdgeTable, edge: number, from: Viewpoint): number {
  const { ax, ay, bx, by } = seenFrom(table, edge, from);
  const share = nearestShare(table, edge, from);
  return (ax + share * (bx - ax)) ** 2 + (ay + share * (by - ay)) ** 2;
}

function describe(
  table: EdgeTable,
  { edge, units }: { edge: number; units: number },
  from: Viewpoint,
): NearestBorder {
  const { ax, ay, bx, by } = seenFrom(table, edge, from);
  const share = nearestShare(table, edge, from);
  return {
    edge,
    metres: units * METRES_PER_UNIT,
    x: from.x + (ax + share * (bx - ax)) / from.scale,
    y: from.y + ay + share * (by - ay),
    atNode: share === 0 || share === 1,
  };
}

const gap = (p: number, q: number): number => Math.max(0, Math.min(p, q), -Math.max(p, q));

function unitsToBox(table: EdgeTable, edge: number, from: Viewpoint): number {
  const { ax, ay, bx, by } = seenFrom(table, edge, from);
  return Math.hypot(gap(ax, bx), gap(ay, by));
}

const isShared = (table: EdgeTable, edge: number): boolean =>
  table.left[edge]! >= 0 && table.right[edge]! >= 0; // edge < count

/** Of edges equally near (a shared node) one with areas on both sides wins, then the first of the table. */
function nearestOf(table: EdgeTable, edges: readonly number[], from: Viewpoint) {
  let [best, nearest] = [-1, Infinity];
  for (const edge of edges) {
    const squared = squaredUnits(table, edge, from);
    const [shared, known] = [isShared(table, edge), squared === nearest && isShared(table, best)];
    const wins = squared < nearest || (squared === nearest && (shared === known ? edge < best : shared));
    if (wins) [best, nearest] = [edge, squared];
  }
  return { edge: best, units: Math.sqrt(nearest) };
}

function createTree(table: EdgeTable, scale: number): Flatbush {
  const tree = new Flatbush(table.count);
  for (let edge = 0; edge < table.count; edge++) {
    const { ax, ay, bx, by } = seenFrom(table, edge, { x: 0, y: 0, scale });
    tree.add(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
  }
  tree.finish();
  return tree;
}

/** The length of a unit of longitude in the middle of all nodes, as the tree's own metric. */
function treeScaleOf(table: EdgeTable): number {
  let [south, north] = [Infinity, -Infinity];
  for (let i = 1; i < table.nodes.length; i += 2) {
    [south, north] = [Math.min(south, table.nodes[i]!), Math.max(north, table.nodes[i]!)]; // i < length
  }
  return Math.max(longitudeScale((south + north) / 2), 1e-6);
}

/**
 * Distances are local equirectangular (cosine of the latitude at the point, Turf's sphere). Within 1 km of the point and
 * below 60 degrees of latitude they equal great circles to 0.02 %; the sphere itself differs from the ellipsoid by up to 0.6 %.
 * Edges are straight in longitude and latitude, as GeoJSON says; great circles are 1 m off in the middle of an edge of
 * 10 km, so the Turf engine measures to short pieces.
 */
export function createBorderFinder(table: EdgeTable): BorderFinder {
  if (table.count === 0) return () => null; // Flatbush refuses zero items
  const treeScale = treeScaleOf(table);
  const tree = createTree(table, treeScale);
  return (x, y, area) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
    const from = { x, y, scale: longitudeScale(y) };
    const owned = (edge: number): boolean => table.left[edge] === area || table.right[edge] === area;
    for (let looked = FIRST_LOOK; ; looked *= 4) {
      const edges = tree.neighbors(x * treeScale, y, looked, Infinity, area < 0 ? undefined : owned);
      if (edges.length === 0) return null;
      const best = nearestOf(table, edges, from);
      const last = unitsToBox(table, edges.at(-1)!, { x, y, scale: treeScale }); // length > 0
      // Boxes come by growing distance in the tree's metric: whatever it has not shown yet is at least this far.
      const unseen = edges.length < looked ? Infinity : last * Math.min(1, from.scale / treeScale);
      if (unseen > best.units || best.units * METRES_PER_UNIT > FAR_METRES)
        return describe(table, best, from);
    }
  };
}
