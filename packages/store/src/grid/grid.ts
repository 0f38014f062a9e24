import type { Grid, GridArea, GridEdges, GridRings, Scope } from "@getu/domain";
import { polygonsOf, toDegrees, toSharedArcs } from "@getu/geometry";
import type { AreaGeometry } from "@getu/geometry";
import type { Db } from "../db.ts";
import { inScope } from "./grid-tree.ts";
import { toPosition } from "../position.ts";
import { getVersion } from "./territory.ts";
import { createVersionCache } from "./version-cache.ts";

type GridRow = {
  id: number;
  external_id: string;
  code: string;
  name: string;
  tier: number;
  parent_id: number | null;
  leader_name: string | null;
  households: number | null;
  households_estimated: boolean;
  anchor_lng: number;
  anchor_lat: number;
  west: number;
  south: number;
  east: number;
  north: number;
  area_square_metres: number;
};

const toGrid = (row: GridRow): Grid => ({
  id: row.id,
  externalId: row.external_id,
  code: row.code,
  name: row.name,
  tier: row.tier,
  parentId: row.parent_id,
  leaderName: row.leader_name,
  households: row.households,
  householdsEstimated: row.households_estimated,
  anchor: toPosition({ lng: row.anchor_lng, lat: row.anchor_lat }),
  bbox: [toDegrees(row.west), toDegrees(row.south), toDegrees(row.east), toDegrees(row.north)],
  areaSquareMetres: row.area_square_metres,
});

const IN_SCOPE = { territory: "$1", within: "$2" };

const SELECT_GRIDS = `SELECT grid.id, grid.external_id, grid.tier, state.code, state.name, state.parent_id, state.leader_name,
    state.households, state.households_estimated, state.anchor_lng, state.anchor_lat, state.west, state.south, state.east, state.north,
    state.area_square_metres
  FROM grid_state AS state JOIN grid ON grid.territory_id = state.territory_id AND grid.id = state.grid_id`;

const GRIDS_SQL = `${SELECT_GRIDS}
  WHERE state.territory_id = $1 AND state.valid_to IS NULL AND ${inScope("grid.id", IN_SCOPE)}`;

/** Every grid in force of the scope, coarsest tier first. */
export async function listGrids(db: Db, { territoryId, within }: Scope): Promise<Grid[]> {
  const { rows } = await db.pool.query<GridRow>(`${GRIDS_SQL} ORDER BY grid.tier, grid.id`, [
    territoryId,
    within,
  ]);
  return rows.map(toGrid);
}

/** Every grid that a version had, coarsest tier first. */
export async function listGridsOfVersion(
  db: Db,
  { territoryId, version }: { territoryId: number; version: number },
): Promise<Grid[]> {
  const { rows } = await db.pool.query<GridRow>(
    `${SELECT_GRIDS} JOIN territory_version AS version ON version.territory_id = state.territory_id AND number = $2
     WHERE state.territory_id = $1 AND state.valid_from <= version.effective_from
       AND (state.valid_to IS NULL OR state.valid_to > version.effective_from) ORDER BY grid.tier, grid.id`,
    [territoryId, version],
  );
  return rows.map(toGrid);
}

/** A grid of the scope with what stands above it there, the coarsest first; empty when the scope has no such grid. */
export async function listGridAncestry(
  db: Db,
  { territoryId, within, gridId }: Scope & { gridId: number },
): Promise<Grid[]> {
  const { rows } = await db.pool.query<GridRow>(
    `${GRIDS_SQL} AND grid.id IN (
       WITH RECURSIVE up AS (
         SELECT $3::integer AS id
         UNION
         SELECT parent_id FROM grid_state JOIN up ON grid_id = up.id
         WHERE territory_id = $1 AND valid_to IS NULL AND parent_id IS NOT NULL
       ) SELECT id FROM up)
     ORDER BY grid.tier`,
    [territoryId, within, gridId],
  );
  return rows.map(toGrid);
}

/** Outlines in force of the grids that own one, in the order that decides where they overlap (oldest id first). */
export async function listGridAreas(db: Db, { territoryId, within }: Scope): Promise<GridArea[]> {
  const { rows } = await db.pool.query<{ id: number; area: AreaGeometry }>(
    `SELECT grid_id AS id, area FROM grid_state
     WHERE territory_id = $1 AND valid_to IS NULL AND area IS NOT NULL AND ${inScope("grid_id", IN_SCOPE)}
     ORDER BY grid_id`,
    [territoryId, within],
  );
  return rows;
}

/** The rings in force of one grid that lies outside of the scope; null = it lies in it, or has no outline of its own. */
export async function findOutlineBeyond(
  db: Db,
  { territoryId, within, gridId }: Scope & { gridId: number },
): Promise<GridRings | null> {
  const { rows } = await db.pool.query<{ area: AreaGeometry }>(
    `SELECT area FROM grid_state WHERE territory_id = $1 AND grid_id = $3 AND valid_to IS NULL
       AND area IS NOT NULL AND NOT ${inScope("grid_id", IN_SCOPE)}`,
    [territoryId, within, gridId],
  );
  const rings = rows[0] && polygonsOf(rows[0].area).flat();
  return rings?.map((ring) => ring.map(([lng, lat]): GridRings[number][number] => [lng!, lat!])) ?? null; // a position has both
}

/** An outline that a file brought, of a grid that owns it or of a parent whose own one is only kept for comparison. */
export type GridOutline = { externalId: string; tier: number; area: AreaGeometry };

/** Every outline in force that a file brought, coarsest tier first. */
export async function listGridOutlines(
  db: Db,
  { territoryId }: { territoryId: number },
): Promise<GridOutline[]> {
  const { rows } = await db.pool.query<GridOutline>(
    `SELECT grid.external_id AS "externalId", grid.tier, coalesce(state.area, state.source_area) AS area
     FROM grid_state AS state JOIN grid ON grid.territory_id = state.territory_id AND grid.id = state.grid_id
     WHERE state.territory_id = $1 AND state.valid_to IS NULL
       AND (state.area IS NOT NULL OR state.source_area IS NOT NULL) ORDER BY grid.tier, grid.id`,
    [territoryId],
  );
  return rows;
}

async function readEdges(db: Db, scope: Scope): Promise<Omit<GridEdges, "version">> {
  const areas = await listGridAreas(db, scope);
  return { gridIds: areas.map(({ id }) => id), arcs: toSharedArcs(areas.map(({ area }) => area)).arcs };
}

const edgesOf = createVersionCache((db, territoryId) => readEdges(db, { territoryId }));

/** The outlines in force as unique shared lines; a whole territory's are computed once for each version. */
export async function getGridEdges(db: Db, scope: Scope): Promise<GridEdges> {
  const { territoryId, within } = scope;
  for (;;) {
    const version = await getVersion(db.pool, territoryId);
    const edges = await (within ? readEdges(db, scope) : edgesOf({ db, territoryId, version }));
    // Boundaries published while we read would give new lines under an old number, which screens keep for ever.
    if ((await getVersion(db.pool, territoryId)) === version) return { version, ...edges };
  }
}
