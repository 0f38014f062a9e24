import { createHash } from "node:crypto";
import { arcLattice, boundaryRank, createGridTree } from "@getu/domain";
import type { ArcPart, ArcZoom, Boundaries, Grid, GridEdges, GridTree, Scope } from "@getu/domain";
import { cellBbox, dissolveArcs, simplifyArcs, toUnits } from "@getu/geometry";
import type { ArcFile, Bbox, RankedArc } from "@getu/geometry";
import { findVersionContent } from "./boundary-version.ts";
import type { Db } from "../db.ts";
import { getGridEdges, listGrids, listGridsOfVersion } from "../grid/grid.ts";
import { getTerritory, getVersion } from "../grid/territory.ts";
import { createVersionCache } from "../grid/version-cache.ts";

/** The boundaries in force, and their parts as screens ask for them. */
export type BoundaryParts = {
  boundaries: Boundaries;
  /** Grids of one tier, the oldest first. */
  gridsOf: (tier: number) => readonly Grid[];
  arcsOf: (part: ArcPart) => ArcFile;
};

/** What everything about boundaries follows from. */
type Source = { tiers: number; grids: readonly Grid[]; edges: GridEdges };

/** The middle one of the sides that grids would have as squares, in metres. */
function middlingSide(grids: readonly Grid[]): number {
  const areas = grids.map(({ areaSquareMetres }) => areaSquareMetres).sort((a, b) => a - b);
  return Math.sqrt(areas[areas.length >> 1] ?? 0);
}

/** Grows when other parts are made of the same boundaries: browsers keep those of a tag for ever. */
const MAKING = 2;

function describe({ tiers, grids, edges }: Source): Boundaries {
  const hash = createHash("sha256").update(JSON.stringify([MAKING, grids, edges.gridIds, edges.arcs]));
  return {
    version: edges.version,
    tag: hash.digest("base64url").slice(0, 27),
    tiers: Array.from({ length: tiers }, (_, tier) => {
      const own = grids.filter((grid) => grid.tier === tier);
      return { grids: own.length, sideMetres: middlingSide(own) };
    }),
  };
}

/** Arcs of one tier with the ids that their sides count through. */
type TierArcs = { areaIds: readonly number[]; arcs: readonly RankedArc[] };

/**
 * The boundaries between grids of this tier or, where a chain has none, of the one above; where it begins below, as what a
 * viewer of one compound sees does, of its first. Numbered in their order.
 */
function tierArcs({ tiers, edges }: Source, tier: number, tree: GridTree): TierArcs {
  const ownerOf = (id: number): number => {
    const chain = tree.chainOf(id);
    return (chain.find((grid) => grid.tier <= tier) ?? chain.at(-1))?.id ?? id;
  };
  const owners = edges.gridIds.map((id) => (tier === tiers - 1 ? id : ownerOf(id)));
  const areaIds = [...new Set(owners)].sort((a, b) => a - b);
  const places = new Map(areaIds.map((id, i) => [id, i]));
  const arcs = dissolveArcs(edges.arcs, (area) => places.get(owners[area] ?? -1) ?? -1);
  const idOf = (side: number): number | undefined => areaIds[side];
  const ranked = arcs.map((arc, number) => ({
    ...arc,
    number,
    rank: boundaryRank([idOf(arc.left), idOf(arc.right)], tree),
  }));
  return { areaIds, arcs: ranked };
}

/** Whether any point of an arc or anything between them can lie in a box of units. */
function touches({ points }: RankedArc, [west, south, east, north]: Bbox): boolean {
  let [x, y] = [0, 0];
  let [left, bottom, right, top] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < points.length; i += 2) {
    x += points[i]!; // i + 1 < length
    y += points[i + 1]!; // i + 1 < length
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [bottom, top] = [Math.min(bottom, y), Math.max(top, y)];
  }
  return left <= east && right >= west && bottom <= north && top >= south;
}

/** Makes each tier's arcs at each zoom once, when they are first asked for. */
function createArcs(source: Source): BoundaryParts["arcsOf"] {
  const tree = createGridTree(source.grids);
  const tiers = new Map<number, TierArcs>();
  const simplified = new Map<string, readonly RankedArc[]>();
  const arcsOfTier = (tier: number): TierArcs => {
    const known = tiers.get(tier) ?? tierArcs(source, tier, tree);
    tiers.set(tier, known);
    return known;
  };
  const arcsAt = (tier: number, zoom: ArcZoom): readonly RankedArc[] => {
    const key = `${tier} ${zoom}`;
    const { arcs } = arcsOfTier(tier);
    const known = simplified.get(key) ?? (zoom === 20 ? arcs : simplifyArcs(arcs, arcLattice(zoom)));
    simplified.set(key, known);
    return known;
  };
  return ({ tier, zoom, cell }) => {
    const [west, south, east, north] = cellBbox(cell, cell.level);
    const box: Bbox = [toUnits(west), toUnits(south), toUnits(east), toUnits(north)];
    const arcs = arcsAt(tier, zoom);
    const part = cell.level === 0 ? arcs : arcs.filter((arc) => touches(arc, box));
    return { areaIds: arcsOfTier(tier).areaIds, arcs: part, step: arcLattice(zoom).step };
  };
}

const toParts = (source: Source): BoundaryParts => ({
  boundaries: describe(source),
  gridsOf: (tier) => source.grids.filter((grid) => grid.tier === tier),
  arcsOf: createArcs(source),
});

async function readParts(db: Db, scope: Scope): Promise<BoundaryParts> {
  const { tiers } = await getTerritory(db, scope);
  for (;;) {
    const edges = await getGridEdges(db, scope);
    const source = { tiers: tiers.length, grids: await listGrids(db, scope), edges };
    // Boundaries published meanwhile would mix two versions under one tag.
    if ((await getVersion(db.pool, scope.territoryId)) !== edges.version) continue;
    return toParts(source);
  }
}

const partsOf = createVersionCache((db, territoryId) => readParts(db, { territoryId }));

/** The boundaries in force in parts; a whole territory's are kept for each version. */
export async function getBoundaryParts(db: Db, scope: Scope): Promise<BoundaryParts> {
  const { territoryId, within } = scope;
  if (within) return readParts(db, scope);
  return partsOf({ db, territoryId, version: await getVersion(db.pool, territoryId) });
}

async function readOldParts(db: Db, territoryId: number, version: number): Promise<BoundaryParts | null> {
  const [content, { tiers }, grids] = await Promise.all([
    findVersionContent(db, { territoryId, version }),
    getTerritory(db, { territoryId }),
    listGridsOfVersion(db, { territoryId, version }),
  ]);
  return content && toParts({ tiers: tiers.length, grids, edges: content.edges });
}

/** Of each territory one: whoever looks back looks at one day. */
const oldPartsOf = createVersionCache(readOldParts);

/** The boundaries of a version, of the whole territory; null when there is none of this number. */
export async function findOldBoundaryParts(
  db: Db,
  { territoryId, version }: { territoryId: number; version: number },
): Promise<BoundaryParts | null> {
  const current = await getVersion(db.pool, territoryId);
  return version > current ? null : oldPartsOf({ db, territoryId, version }); // what is not there yet must not be kept
}
