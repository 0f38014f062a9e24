import Flatbush from "flatbush";
import { createOwnBorder } from "./border-runs.ts";
import type { OwnBorder } from "./border-runs.ts";
import { lookAlong, nearestShare, noEdgeYet, seenFrom } from "./edge-distance.ts";
import type { NearestEdge, Viewpoint } from "./edge-distance.ts";
import type { EdgeTable } from "./edge-table.ts";
import { longitudeScale, METRES_PER_UNIT } from "./metric.ts";

/** The edge nearest to a point, how far it is, and its nearest point in (fractions of) units. */
export type NearestBorder = { edge: number; metres: number; x: number; y: number; atNode: boolean };

/** Finds the nearest edge to a point in whole units: of one area, or of all with area -1; null when there is none. */
export type BorderFinder = (x: number, y: number, area: number) => NearestBorder | null;

/** First guess of how many edges to look at; most answers need no more. */
const FIRST_LOOK = 8;

/**
 * Beyond this the nearest edge may be one that only looks nearest from the middle of all edges: from the other side of
 * the world (a file with swapped coordinates) the proof would take every edge, 45 ms a point on 275 police beats.
 */
const FAR_METRES = 100_000;

const metresOf = (nearest: NearestEdge): number => Math.sqrt(nearest.squared) * METRES_PER_UNIT;

function describe(table: EdgeTable, nearest: NearestEdge, from: Viewpoint): NearestBorder {
  const { edge } = nearest;
  const seen = seenFrom(table, edge, from);
  const share = nearestShare(seen);
  return {
    edge,
    metres: metresOf(nearest),
    x: from.x + (seen.ax + share * (seen.bx - seen.ax)) / from.scale,
    y: from.y + seen.ay + share * (seen.by - seen.ay),
    atNode: share === 0 || share === 1,
  };
}

const gap = (p: number, q: number): number => Math.max(0, Math.min(p, q), -Math.max(p, q));

function unitsToBox(table: EdgeTable, edge: number, from: Viewpoint): number {
  const { ax, ay, bx, by } = seenFrom(table, edge, from);
  return Math.hypot(gap(ax, bx), gap(ay, by));
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

/** The nearest edge of all. */
function createAnyBorder(table: EdgeTable): (from: Viewpoint) => NearestEdge {
  const treeScale = treeScaleOf(table);
  const tree = createTree(table, treeScale);
  return (from) => {
    const { x, y } = from;
    for (let looked = FIRST_LOOK; ; looked *= 4) {
      const edges = tree.neighbors(x * treeScale, y, looked);
      const nearest = noEdgeYet();
      lookAlong(table, { edges, start: 0, end: edges.length, from }, nearest);
      const last = unitsToBox(table, edges.at(-1)!, { x, y, scale: treeScale }); // the table is not empty
      // Boxes come by growing distance in the tree's metric: whatever it has not shown yet is at least this far.
      const unseen = edges.length < looked ? Infinity : last * Math.min(1, from.scale / treeScale);
      if (unseen > Math.sqrt(nearest.squared) || metresOf(nearest) > FAR_METRES) return nearest;
    }
  };
}

/**
 * Distances are local equirectangular (cosine of the latitude at the point, Turf's sphere). Within 1 km of the point and
 * below 60 degrees of latitude they equal great circles to 0.02 %; the sphere itself differs from the ellipsoid by up to 0.6 %.
 * Edges are straight in longitude and latitude, as GeoJSON says; great circles are 1 m off in the middle of an edge of
 * 10 km, so the Turf engine measures to short pieces.
 */
export function createBorderFinder(table: EdgeTable): BorderFinder {
  if (table.count === 0) return () => null; // Flatbush refuses zero items
  // Most points have an owner, and who asks for owners alone needs neither.
  let own: OwnBorder | undefined;
  let any: ((from: Viewpoint) => NearestEdge) | undefined;
  return (x, y, area) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
    const from = { x, y, scale: longitudeScale(y) };
    const nearest =
      area < 0 ? (any ??= createAnyBorder(table))(from) : (own ??= createOwnBorder(table))(area, from);
    return nearest && describe(table, nearest, from);
  };
}
