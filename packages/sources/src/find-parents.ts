import type { AreaGeometry, Bbox, LngLat } from "@getu/geometry";
import { areaSquareMetres, bboxOf, createAreaIndex } from "@getu/geometry";
import { intersect } from "@turf/intersect";
import type { Feature } from "geojson";

/** An outline and the id by which its tier knows it. */
export type Outline = { externalId: string; area: AreaGeometry };

/** The parent that holds most of a child, and what it holds of it; `others` are parents that hold part of the rest. */
export type FoundParent = { parent: string; share: number; others: readonly string[] };

/** A parent's own outline against the outlines of its children, in shares of the parent's own area. */
export type ParentComparison = {
  parent: string;
  children: number;
  /** Part of the parent's own outline that none of its children covers. */
  uncoveredShare: number;
  /** What its children cover beyond its own outline. */
  overhangShare: number;
};

/** Below this part of a child a second parent is drawing noise: independently drawn borders never match. */
const NOISE_SHARE = 0.01;
const CHILD_RASTER = 24;
const PARENT_RASTER = 128;

/**
 * For each child the parent with the greatest shared area, or null where no parent shares any. A raster of points shows
 * which parents come into question; only where these are several are the areas overlaid (100 ms a pair).
 */
export function findParents(
  children: readonly Outline[],
  parents: readonly Outline[],
): (FoundParent | null)[] {
  const index = createAreaIndex(parents.map(({ area }) => area));
  return children.map(({ area }) => {
    const counts = new Map<number, number>();
    const inside = pointsWithin(area);
    for (const point of inside)
      for (const parent of index.locate(point).owners) counts.set(parent, (counts.get(parent) ?? 0) + 1);
    const candidates = [...counts]
      .filter(([, count]) => count > inside.length * NOISE_SHARE)
      .map(([parent]) => parent);
    return choose(
      area,
      candidates.map((parent) => parents[parent]!),
      counts.size === 1,
    ); // owners are indexes of parents
  });
}

function choose(child: AreaGeometry, candidates: readonly Outline[], isWithin: boolean): FoundParent | null {
  const [only, second] = candidates;
  if (!only) return null;
  if (!second && isWithin) return { parent: only.externalId, share: 1, others: [] };
  const total = areaSquareMetres(child);
  const [best, ...rest] = candidates
    .map(({ externalId, area }) => ({ externalId, share: sharedSquareMetres(child, area) / total }))
    .sort((a, b) => b.share - a.share);
  const others = rest.filter(({ share }) => share > NOISE_SHARE).map(({ externalId }) => externalId);
  return best ? { parent: best.externalId, share: best.share, others } : null;
}

const toFeature = (geometry: AreaGeometry): Feature<AreaGeometry> => ({
  type: "Feature",
  properties: {},
  geometry,
});

function sharedSquareMetres(a: AreaGeometry, b: AreaGeometry): number {
  try {
    const shared = intersect({ type: "FeatureCollection", features: [toFeature(a), toFeature(b)] });
    return shared ? areaSquareMetres(shared.geometry) : 0;
  } catch {
    // Outlines that cross themselves can defeat the overlay; the raster answers for every outline.
    const inside = pointsWithin(a);
    const index = createAreaIndex([b]);
    return (
      (areaSquareMetres(a) * inside.filter((point) => index.ownerOf(point) === 0).length) / inside.length
    );
  }
}

/** Points of a raster that lie in an area; where it is too thin for the raster, points on its border. */
function pointsWithin(area: AreaGeometry): LngLat[] {
  const index = createAreaIndex([area]);
  const inside = [...rasterOf(bboxOf(area), CHILD_RASTER)].filter((point) => index.ownerOf(point) === 0);
  if (inside.length > 0) return inside;
  const ring = area.type === "Polygon" ? area.coordinates[0] : area.coordinates[0]?.[0];
  return (ring ?? []).map(([lng = 0, lat = 0]) => [lng, lat]);
}

function* rasterOf([west, south, east, north]: Bbox, size: number): Generator<LngLat> {
  for (let at = 0; at < size * size; at += 1) {
    const [column, row] = [at % size, Math.floor(at / size)];
    yield [west + ((column + 0.5) * (east - west)) / size, south + ((row + 0.5) * (north - south)) / size];
  }
}

/**
 * Holds each parent's own outline against its children by a raster of 16,384 points; the worst difference first.
 * Where both follow the same line they agree to the point, so that what remains is a real difference.
 */
export function compareParents(
  parents: readonly Outline[],
  children: readonly (Outline & { parent: string | null })[],
): ParentComparison[] {
  const comparisons = parents.map(({ externalId, area }) => {
    const own = children.filter(({ parent }) => parent === externalId).map((child) => child.area);
    return { parent: externalId, children: own.length, ...compare(area, own) };
  });
  const difference = ({ uncoveredShare, overhangShare }: ParentComparison): number =>
    uncoveredShare + overhangShare;
  return comparisons.sort((a, b) => difference(b) - difference(a));
}

function compare(parent: AreaGeometry, children: readonly AreaGeometry[]) {
  const [own, derived] = [createAreaIndex([parent]), createAreaIndex(children)];
  let [inOwn, uncovered, overhang] = [0, 0, 0];
  for (const point of rasterOf(boundsOf([parent, ...children]), PARENT_RASTER)) {
    const [isOwn, isDerived] = [own.ownerOf(point) >= 0, derived.ownerOf(point) >= 0];
    if (isOwn) inOwn += 1;
    if (isOwn && !isDerived) uncovered += 1;
    if (isDerived && !isOwn) overhang += 1;
  }
  const share = (count: number): number => (inOwn === 0 ? 0 : count / inOwn);
  return { uncoveredShare: share(uncovered), overhangShare: share(overhang) };
}

function boundsOf(areas: readonly AreaGeometry[]): Bbox {
  const boxes = areas.map(bboxOf);
  const corner = (at: 0 | 1 | 2 | 3): number[] => boxes.map((box) => box[at]);
  return [Math.min(...corner(0)), Math.min(...corner(1)), Math.max(...corner(2)), Math.max(...corner(3))];
}
