import type { LngLat } from "../coordinate.ts";
import { buildPartition } from "./build-partition.ts";
import type { Span } from "./cell-walk.ts";
import { toLngLat } from "./frame.ts";
import type { Origin } from "./frame.ts";
import { interiorPointOf, ringsHold } from "./interior-point.ts";
import type { OverlapFound } from "./import-report.ts";
import type { OwnedArea } from "./load-partition.ts";
import { xOf, yOf } from "./node-key.ts";
import type { NodeKey } from "./node-key.ts";
import { boxAround, createPolygonFinder } from "./polygon-finder.ts";
import type { Box, PolygonFinder } from "./polygon-finder.ts";
import type { OwnedPolygon } from "./problem.ts";
import { readAreas } from "./read-areas.ts";
import { isRefusal } from "./refusal.ts";
import { squareMetresAt } from "./ring-length.ts";
import { ringProblems } from "./ring-problems.ts";

/** Two owners that claim the same ground, the lower number first: how much of it, and where its largest piece lies. */
export type Overlap = {
  readonly owners: readonly [number, number];
  readonly squareMetres: number;
  readonly at: LngLat;
};

/** Overlaps, the most ground first, and the owners of areas that could not be laid over their neighbours. */
export type FoundOverlaps = { readonly overlaps: readonly Overlap[]; readonly unread: readonly number[] };

/**
 * Every pair of owners whose areas overlap; what is narrower than 5 cm is taken for drawing noise. Where neighbours share
 * their edges a city is looked through in a second or two: only what may overlap is laid over each other.
 */
export function findOverlaps(areas: readonly OwnedArea[]): FoundOverlaps {
  const { origin, polygons, rejects } = readAreas(areas);
  const areasOf = Map.groupBy(areas, ({ owner }) => owner);
  const found: OverlapFound[] = [];
  const unread = rejects.map(({ owner }) => owner);
  for (const group of groupsAmong(polygons)) {
    const built = buildPartition(
      group.flatMap((owner) => areasOf.get(owner) ?? []),
      { origin },
    );
    if (isRefusal(built)) unread.push(...group);
    else found.push(...built.report.overlaps);
  }
  return { overlaps: overlapsOf(found, origin), unread };
}

function overlapsOf(found: readonly OverlapFound[], origin: Origin): Overlap[] {
  const pairs = new Map<string, { owners: [number, number]; squareMetres: number; largest: OverlapFound }>();
  for (const each of found) {
    for (const owners of pairsOf(each.owners)) {
      const pair = pairs.get(owners.join()) ?? { owners, squareMetres: 0, largest: each };
      pair.squareMetres += squareMetresAt(each.twiceArea, each.at, origin);
      if (each.twiceArea > pair.largest.twiceArea) pair.largest = each;
      pairs.set(owners.join(), pair);
    }
  }
  return [...pairs.values()]
    .sort((a, b) => b.squareMetres - a.squareMetres)
    .map(({ largest, ...pair }) => ({ ...pair, at: toLngLat(origin, largest.at) }));
}

const pairsOf = (owners: readonly number[]): [number, number][] =>
  owners.flatMap((owner, i) => owners.slice(i + 1).map((other): [number, number] => [owner, other]));

/** Suspects with those of their neighbours that are, too: no two groups touch, so each can be looked at by itself. */
function groupsAmong(polygons: readonly OwnedPolygon[]): number[][] {
  const polygonsAt = createPolygonFinder(polygons);
  const suspects = suspectsAmong(polygons, polygonsAt);
  const polygonsOf = Map.groupBy(polygons, ({ owner }) => owner);
  return [...suspects].flatMap((first) => {
    const group = suspects.delete(first) ? [first] : [];
    for (const owner of group)
      // grows while it is walked
      for (const polygon of polygonsOf.get(owner) ?? [])
        for (const next of polygonsAt(boxAround(polygon)))
          if (suspects.delete(next.owner)) group.push(next.owner);
    return group.length > 1 ? [group] : [];
  });
}

/**
 * Owners that may share ground. From place to place of an area the number of areas over it changes only across edges that
 * no neighbour runs the other way. So one that others lie over in part has such an edge within it, and where they lie over
 * all of it, it shows at any of its places. Where a ring crosses itself this does not hold, and all around it are suspects.
 */
function suspectsAmong(polygons: readonly OwnedPolygon[], polygonsAt: PolygonFinder): Set<number> {
  const suspects = new Set<number>();
  const suspectAll = (spans: readonly Span[]): void => {
    for (const { a, b } of spans) for (const { owner } of polygonsAt(boxOf(a, b))) suspects.add(owner);
  };
  suspectAll(loneEdges(polygons));
  for (const polygon of polygons) {
    if (ringProblems(polygon).length > 0) suspectAll(spansOf(polygon));
    else if (isUnderOthers(polygon, polygonsAt)) suspects.add(polygon.owner);
  }
  return suspects;
}

function isUnderOthers({ owner, rings }: OwnedPolygon, polygonsAt: PolygonFinder): boolean {
  const place = interiorPointOf(rings);
  const here = polygonsAt([place.x, place.y, place.x, place.y]);
  return here.some((other) => other.owner !== owner && ringsHold(other.rings, place));
}

const spansOf = ({ rings }: OwnedPolygon): Span[] =>
  rings.flatMap((ring) => ring.map((b, i) => ({ a: ring.at(i - 1) ?? b, b })));

const boxOf = (a: NodeKey, b: NodeKey): Box => [
  Math.min(xOf(a), xOf(b)),
  Math.min(yOf(a), yOf(b)),
  Math.max(xOf(a), xOf(b)),
  Math.max(yOf(a), yOf(b)),
];

/** Edges that are run one way oftener than the other. */
function loneEdges(polygons: readonly OwnedPolygon[]): Span[] {
  const open = new Map<NodeKey, NodeKey[]>();
  for (const { a, b } of polygons.flatMap(spansOf)) {
    const back = open.get(b) ?? [];
    const at = back.indexOf(a);
    if (at >= 0) back.splice(at, 1);
    else if (open.get(a)?.push(b) === undefined) open.set(a, [b]);
  }
  return [...open].flatMap(([a, ends]) => ends.map((b) => ({ a, b })));
}
